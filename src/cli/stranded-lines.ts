import { isConnectorError } from '../contract/index.ts';
import { sqliteCommandJournal } from '../host/commands/sqlite-command-journal.ts';
import { strandedRecords, strandedRemedy } from '../host/commands/stranded-records.ts';
import type { Configuration } from '../host/config/configuration.ts';
import type { StatusReport } from '../host/status/status-report.ts';
import type { CommandContext } from './command-context.ts';
import { recordingTools } from './command/recording-tools.ts';
import { countedText } from './counted-text.ts';
import { explainError } from './explain-error.ts';
import { wrappedText } from './wrapped-text.ts';

/** Of audit records that wait for connectors that a report does not have; for people. */
export async function strandedLines(
  { connectors }: StatusReport,
  { state: { directory } }: Pick<Configuration, 'state'>,
  context: CommandContext,
): Promise<readonly string[]> {
  const journal = sqliteCommandJournal(directory, recordingTools(context));
  const ids = connectors.map(({ id }) => id);
  try {
    const stranded = await strandedRecords(journal, ids);
    return stranded.flatMap(({ connector, records }) => {
      const wait = records === 1 ? 'waits' : 'wait';
      const text = `${countedText(records, 'audit record')} of commands ${wait} for connector ${connector}, which is not configured.`;
      return wrappedText(`${text} ${strandedRemedy(connector)}`, '');
    });
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    return [explainError(error)];
  }
}
