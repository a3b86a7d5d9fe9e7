import { type Clock, isConnectorError, type Logger } from '../../contract/index.ts';
import type { OperatorStore } from '../state/operator-store.ts';
import type { ConnectorStatus, StatusReport } from '../status/status-report.ts';
import type { StatusWord } from '../status/status-word.ts';

/** Notes in the timeline when a connector's status becomes another, and why. */
export interface StatusTimeline {
  /** To be shown every report; costs nothing while nothing changes. Writes in the background. */
  readonly look: (report: StatusReport) => void;
  /** Resolves when what was seen has been written. Never rejects. */
  settled(): Promise<void>;
}

export interface StatusTimelineParts {
  readonly operators: Pick<OperatorStore, 'note'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly redact: (text: string) => string;
}

/** Each start is Pending for a moment, and who paused a connector has an entry already. */
const goesWithoutSaying: ReadonlySet<StatusWord> = new Set(['Pending', 'Paused']);
const longestText = 500;
/** Notes that wait for a slow disk. More are not worth their memory. */
const mostWaiting = 1000;

export function createStatusTimeline({ operators, clock, logger, redact }: StatusTimelineParts): StatusTimeline {
  let seen = new Map<string, string>();
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();

  async function write(connector: string, text: string, atMs: number): Promise<void> {
    try {
      await operators.note({ connector, atMs, kind: 'status', actor: null, text });
    } catch (error) {
      if (!isConnectorError(error)) throw error;
      logger.warn({ connector, message: error.message }, 'a change of status could not be noted');
    }
  }

  function note(status: ConnectorStatus): void {
    if (waiting >= mostWaiting) return logger.warn({ connector: status.id }, 'a change of status was not noted');
    const [text, atMs] = [redact(textOf(status)).slice(0, longestText), clock.now()];
    waiting += 1;
    last = last.then(async () => write(status.id, text, atMs)).finally(() => (waiting -= 1));
  }

  return {
    look({ connectors }) {
      const now = new Map<string, string>();
      for (const connector of connectors) {
        const key = keyOf(connector);
        const before = seen.get(connector.id);
        now.set(connector.id, key);
        if (before !== key && !goesWithoutSaying.has(connector.status)) note(connector);
      }
      seen = now;
    },
    settled: async () => last,
  };
}

/** What makes it another status: the word, and what kind of trouble; not the numbers in its reason. */
function keyOf({ status, error }: ConnectorStatus): string {
  return [status, error?.kind, error?.code].join(' ');
}

function textOf({ status, reason, error }: ConnectorStatus): string {
  return `${status}: ${reason}${error?.code ? ` (${error.code})` : ''}`;
}
