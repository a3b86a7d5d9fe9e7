import type { JournaledCall } from '../../host/commands/command-journal.ts';
import { sqliteCommandJournal } from '../../host/commands/sqlite-command-journal.ts';
import { plainText } from '../../host/plain-text.ts';
import type { CommandContext, JsonOptions } from '../command-context.ts';
import { connectorOf } from '../configuration-of.ts';
import { countedText } from '../counted-text.ts';
import { utcText } from '../duration-text.ts';
import { exitCodes } from '../exit-code.ts';
import { printableJson } from '../printable-json.ts';
import type { Terminal } from '../terminal.ts';
import { wrappedText } from '../wrapped-text.ts';
import { type FittingOptions, neededConfig } from './fitting-connector.ts';
import { recordingTools } from './recording-tools.ts';

export interface HistoryOptions extends FittingOptions, JsonOptions {
  readonly limit: number;
}

/** What was run with the key of a connector, newest first. Needs no secret; a run may go on meanwhile. */
export async function commandHistory(options: HistoryOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { connector: id, limit, json } = options;
  const named = { config: neededConfig(options.config), ...(id !== undefined && { connector: id }) };
  const { configuration, connector } = await connectorOf(named, context, 'look');
  const journal = sqliteCommandJournal(configuration.state.directory, recordingTools(context));
  const calls = await journal.history(connector.id, { limit });
  if (json) terminal.out(printableJson(calls, 2));
  else if (calls.length === 0) terminal.say(`No command was run with connector ${connector.id}.`);
  else for (const call of calls) for (const line of callLines(call, terminal)) terminal.out(line);
  return exitCodes.done;
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
    ...(end?.failures.some(({ outcome }) => outcome === 'unknown') ? ['Nobody knows whether it was done.'] : []),
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
