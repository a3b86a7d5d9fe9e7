import { isConnectorError, type Logger } from '../../contract/index.ts';
import type { CommandJournal } from '../../host/commands/command-journal.ts';
import { strandedRecords, strandedRemedy } from '../../host/commands/stranded-records.ts';
import type { Configuration } from '../../host/config/configuration.ts';

/** Says of which connectors, not configured any more, audit records wait. */
export async function tellStranded(
  journal: Pick<CommandJournal, 'standing'>,
  { connectors, broken }: Pick<Configuration, 'connectors' | 'broken'>,
  logger: Pick<Logger, 'warn'>,
): Promise<void> {
  const ids = [...connectors, ...broken].map(({ id }) => id);
  try {
    for (const { connector, records } of await strandedRecords(journal, ids)) {
      const remedy = strandedRemedy(connector);
      logger.warn(
        { connector, records, remedy },
        'commands: audit records wait for a connector that is not configured',
      );
    }
  } catch (error) {
    // A journal that cannot be read is told of by each connector that has commands.
    if (!isConnectorError(error)) throw error;
  }
}
