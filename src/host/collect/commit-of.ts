import type { Gauges, Progress } from '../../contract/index.ts';
import type { DeliveryReport } from '../delivery/sink.ts';
import type { DeadLetter } from '../state/dead-letter.ts';
import type { Commit } from '../state/state-store.ts';
import type { Accepted } from './pipeline.ts';

/** What an accepted batch leaves behind: the checkpoint, what to count, and what was set aside. */
export function commitOf({ next, records, progress, storage, report }: Accepted, nowMs: number): Commit {
  const newestMs = progress.reduce<number | undefined>((newest, { newestMs: ms }) => larger(newest, ms), undefined);
  return {
    checkpoint: next,
    add: {
      fetched: records.length,
      ...progressCounts(progress),
      ...(report && deliveryCounts(report)),
    },
    times: {
      ...(records.length > 0 && { acceptedMs: nowMs }),
      // Of a batch of which all was left out, nothing has been delivered.
      ...(newestMs !== undefined && records.length > 0 && { eventMs: newestMs }),
    },
    storage,
    gauges: Object.assign({}, ...progress.map(({ gauges }) => gauges)) as Gauges,
    ...(report && { deadLetters: deadLetters(report, nowMs) }),
  };
}

function progressCounts(progress: readonly Progress[]) {
  const sum = (name: 'requests' | 'duplicates' | 'filtered' | 'restricted' | 'unmapped' | 'overlapShortened'): number =>
    progress.reduce((total, one) => total + (one[name] ?? 0), 0);
  return {
    requests: sum('requests'),
    duplicates: sum('duplicates'),
    filtered: sum('filtered'),
    restricted: sum('restricted'),
    unmapped: sum('unmapped'),
    overlapShortened: sum('overlapShortened'),
  };
}

function deliveryCounts({ accepted, partial, refused, requests }: DeliveryReport) {
  const rejected = partial.reduce((total, { count }) => total + count, 0);
  return { accepted, rejected, deadLettered: refused.length, exports: requests };
}

function deadLetters({ partial, refused }: DeliveryReport, atMs: number): readonly DeadLetter[] {
  return [
    ...refused.map(({ record, reason }): DeadLetter => ({ kind: 'refused', reason, atMs, records: [record] })),
    ...partial.map(({ count, message, records }): DeadLetter => {
      const reason = `${count} of ${records.length} rejected${message ? `: ${message}` : ''}`;
      return { kind: 'partial', reason, atMs, records };
    }),
  ];
}

function larger(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}
