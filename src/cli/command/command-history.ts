import type { PluginCommand } from '../../contract/index.ts';
import { type CommandJournal, historyLength, type JournaledCall } from '../../host/commands/command-journal.ts';
import { sqliteCommandJournal } from '../../host/commands/sqlite-command-journal.ts';
import { unknownOutcomes } from '../../host/commands/unknown-outcomes.ts';
import { plainText } from '../../shared/plain-text.ts';
import type { CommandContext, JsonOptions } from '../command-context.ts';
import { type ChosenConnector, configurationOf, connectorOf } from '../configuration-of.ts';
import { countedText } from '../counted-text.ts';
import { utcText } from '../duration-text.ts';
import { exitCodes } from '../exit-code.ts';
import { printableJson } from '../printable-json.ts';
import { withStoredConnectors } from '../stored-connectors.ts';
import type { Terminal } from '../terminal.ts';
import { wrappedText } from '../wrapped-text.ts';
import { commandNamed } from './command-named.ts';
import { type FittingOptions, neededConfig } from './fitting-connector.ts';
import { recordingTools } from './recording-tools.ts';

export interface HistoryOptions extends FittingOptions, JsonOptions {
  /** Only runs of this command. */
  readonly name?: string;
  readonly limit: number;
}

/** What was run with the key of a connector, newest first. Needs no secret; a run may go on meanwhile. */
export async function commandHistory(
  options: HistoryOptions,
  commands: readonly PluginCommand[],
  context: CommandContext,
): Promise<number> {
  const { terminal } = context;
  const { name, json } = options;
  if (name !== undefined) commandNamed(name, commands);
  const { configuration, connector } = await connectorMeant(options, commands, context);
  const journal = sqliteCommandJournal(configuration.state.directory, recordingTools(context));
  const calls = await callsOf(journal, connector.id, options);
  if (json) terminal.out(printableJson(calls, 2));
  else if (calls.length === 0)
    terminal.say(`${name === undefined ? 'No command was' : `${name} was not`} run with connector ${connector.id}.`);
  else for (const call of calls) for (const line of callLines(call, terminal)) terminal.out(line);
  return exitCodes.done;
}

async function callsOf(
  journal: CommandJournal,
  connector: string,
  { name, limit }: HistoryOptions,
): Promise<readonly JournaledCall[]> {
  if (name === undefined) return journal.history(connector, { limit });
  const all = await journal.history(connector, { limit: historyLength });
  return all.filter(({ start }) => start.command === name).slice(0, limit);
}

/** The one that was named, or the only one there is; of several the only one that commands can be run with. */
async function connectorMeant(
  { config, connector: id }: FittingOptions,
  commands: readonly PluginCommand[],
  context: CommandContext,
): Promise<ChosenConnector> {
  const options = { config: neededConfig(config) };
  if (id !== undefined) return connectorOf({ ...options, connector: id }, context, 'look');
  const configuration = await withStoredConnectors(await configurationOf(options, context, 'look'), context, 'look');
  const sources = new Set(commands.flatMap(({ description }) => description.sources));
  const [able, ...others] = configuration.connectors.filter((each) => sources.has(each.config.source));
  const isOnly = able !== undefined && others.length === 0 && configuration.broken.length === 0;
  return isOnly ? { configuration, connector: able } : connectorOf(options, context, 'look');
}

function callLines(call: JournaledCall, { style }: Terminal): readonly string[] {
  const { start, state, end } = call;
  const details = [
    `${start.summary.replace(/\.$/, '')}. By ${start.actor} (${start.via}, ${start.host}).`,
    ...detailsOf(call),
  ];
  return [
    `${style('dim', utcText(start.startedMs))}  ${start.command}  ${style('bold', end?.outcome ?? words[state])}`,
    ...details.flatMap((text) => wrappedText(plainText(text), '    ')),
  ];
}

function detailsOf({ state, end, settled }: JournaledCall): readonly string[] {
  const failed = end ? end.failures.length + end.moreFailures : 0;
  return [
    ...(failed > 0 ? [`${countedText(failed, 'failure')}: ${end?.failures[0]?.message ?? ''}`] : []),
    ...(end && unknownOutcomes(end) > 0 ? ['Nobody knows whether it was done.'] : []),
    ...(end?.error ? [end.error.message] : []),
    ...(state === 'lost' ? [lost] : []),
    ...(isTold({ state, settled }) ? [] : ['Its audit records are not delivered yet.']),
  ];
}

const lost = 'The program was ended before the answer was there: nobody knows whether it was done.';
const words = { running: 'Running', ended: 'Ended', lost: 'Outcome unknown' } as const;

function isTold({ state, settled }: Pick<JournaledCall, 'state' | 'settled'>): boolean {
  return state === 'running' || (settled.start && (settled.end || state === 'lost'));
}
