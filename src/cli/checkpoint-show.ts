import { openSqliteStateReader } from '../host/state/sqlite-reader.ts';
import type { Command, ConnectorOptions, JsonOptions } from './command-context.ts';
import { connectorOf } from './configuration-of.ts';
import { agoText, utcText } from './duration-text.ts';
import { exitCodes } from './exit-code.ts';
import { lookingTools } from './looking-tools.ts';
import { printableJson } from './printable-json.ts';
import { withSource } from '../host/with-source.ts';

/** Shows where a connector resumes. Takes no lock, so a run may go on meanwhile, and needs no secret. */
export const checkpointShow: Command<ConnectorOptions & JsonOptions> = async (options, context) => {
  const { terminal, clock } = context;
  const { configuration, connector } = await connectorOf(options, context, 'look');
  const { id } = connector;
  const stored = await openSqliteStateReader(configuration.state.directory);
  const row = await stored.load(id);
  await stored.close();
  const { checkpoint } = row ?? {};
  const words = checkpoint
    ? await withSource(connector, lookingTools(context), (source) => source.describe(checkpoint))
    : ['No checkpoint: the next poll is a first start.'];
  const acceptedMs = row?.times.acceptedMs;
  if (options.json) {
    const acceptedAt = acceptedMs === undefined ? null : new Date(acceptedMs).toISOString();
    terminal.out(printableJson({ connector: id, checkpoint: checkpoint ?? null, words, acceptedAt }, 2));
    return exitCodes.done;
  }
  for (const line of words) terminal.out(line);
  if (acceptedMs !== undefined) {
    terminal.out(`Records were last accepted ${agoText(acceptedMs, clock.now())} (${utcText(acceptedMs)}).`);
  }
  return exitCodes.done;
};
