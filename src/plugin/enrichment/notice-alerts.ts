import { watchDrift } from '../drift/watch-drift.ts';
import { alertKind } from '../sources/alert-kind.ts';
import type { WorkedRow } from '../sources/row-work.ts';
import type { SideMeans } from '../sources/source-definition.ts';
import { nothing, type Part } from './parts.ts';

/** Where alerts stand in an answer. */
const place = 'alerts.data[].';

/** Makes a function that looks for what is not known about alerts, as it is done for rows of a list. */
export function noticeAlerts({ storage, privacy, clock }: SideMeans): (rows: readonly WorkedRow[]) => Promise<Part> {
  const drift = watchDrift(alertKind.fields ?? [], privacy, place);
  return async (rows) => {
    const { storage: changes = [], gauges = {} } = await drift.work(rows, storage, {
      kind: 'poll',
      nowMs: clock.now(),
    });
    return { ...nothing, storage: changes, gauges };
  };
}
