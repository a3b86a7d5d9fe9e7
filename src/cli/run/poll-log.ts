import type { Logger } from '../../contract/index.ts';
import type { Accepted } from '../../host/collect/pipeline.ts';
import type { StatusReport } from '../../host/status/status-report.ts';

/** One log line for each poll that collected something, or left something out, and one for what was not accepted. */
export interface PollLog {
  readonly saved: (id: string, accepted: Accepted) => void;
  /** Logs what was collected in polls that have ended since. */
  readonly look: (report: StatusReport) => void;
  /** Logs the rest. */
  end(): void;
}

interface Collected {
  readonly batches: number;
  readonly records: number;
  readonly deadLettered: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly filtered: number;
  readonly requests: number;
}

const nothing: Collected = {
  batches: 0,
  records: 0,
  deadLettered: 0,
  rejected: 0,
  duplicates: 0,
  filtered: 0,
  requests: 0,
};

export function createPollLog(logger: Logger): PollLog {
  const collected = new Map<string, Collected>();
  const polls = new Map<string, number>();

  function log(id: string): void {
    const { deadLettered, rejected, ...poll } = collected.get(id) ?? nothing;
    collected.delete(id);
    if (poll.records + poll.filtered === 0) return;
    logger.info({ connector: id, ...poll }, 'collected');
    if (deadLettered + rejected === 0) return;
    logger.warn({ connector: id, deadLettered, rejected, remedy: deadLetterRemedy }, 'dead letters');
  }

  return {
    saved: (id, accepted) => void collected.set(id, added(collected.get(id) ?? nothing, accepted)),
    look({ connectors }) {
      for (const { id, counters } of connectors) {
        const ended = counters.polls ?? 0;
        if ((polls.get(id) ?? 0) < ended) log(id);
        polls.set(id, ended);
      }
    },
    end: () => [...collected.keys()].forEach(log),
  };
}

const deadLetterRemedy =
  'The destination refuses these records while it takes others. They are kept in the state directory, with the reason.';

function added(before: Collected, { records, progress, report }: Accepted): Collected {
  const sum = (name: 'duplicates' | 'filtered' | 'requests') =>
    progress.reduce((total, one) => total + (one[name] ?? 0), before[name]);
  return {
    batches: before.batches + (records.length > 0 ? 1 : 0),
    records: before.records + records.length,
    deadLettered: before.deadLettered + (report?.refused.length ?? 0),
    rejected: before.rejected + (report?.partial.reduce((total, { count }) => total + count, 0) ?? 0),
    duplicates: sum('duplicates'),
    filtered: sum('filtered'),
    requests: sum('requests'),
  };
}
