import type { Accepted } from '../../../src/host/collect/pipeline.ts';
import { checkpointAt } from '../collect/numbers-source.ts';
import { records } from '../delivery/records.ts';

/** A batch of so many records that was saved; the first `refused` of them were set aside. */
export function acceptedBatch(count: number, refused = 0, from = 0): Accepted {
  const batch = records(count, from);
  const setAside = batch.slice(0, refused).map((record) => ({ record, status: 400, reason: 'no' }));
  return {
    next: checkpointAt(from + count),
    storage: [],
    records: batch,
    progress: [],
    report: { accepted: count - refused, partial: [], refused: setAside, warnings: [], requests: 1, bytes: 1 },
  };
}
