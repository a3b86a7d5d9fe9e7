import { hash } from 'node:crypto';
import type { JsonValue } from '../../contract/index.ts';
import { createEqualRows } from './equal-rows.ts';
import type { QueryWindow } from './query-window.ts';
import type { WindowQuery } from './window-query.ts';
import type { OpenWindow } from './window-run.ts';
import type { WindowStep } from './window-step.ts';

/** The rows of one reading of a result: those that were delivered before are counted, and left out. */
export interface NumberedRows {
  /** False: what was delivered before was in another order, or other rows. */
  add(item: JsonValue): boolean;
  /** How many wait to be taken. */
  waiting(): number;
  take(): WindowStep['rows'];
  /** Where the reading stands: all rows so far, in their order. */
  place(): Pick<OpenWindow, 'delivered' | 'digest'>;
  read(): number;
}

export function numberedRows(query: WindowQuery, window: QueryWindow, before: OpenWindow): NumberedRows {
  const equal = createEqualRows();
  let waiting: WindowStep['rows'][number][] = [];
  let [read, digest] = [0, ''];

  return {
    add(item) {
      const { hash: rowHash, timeMs, uid, attributes } = query.row(item, window);
      const nth = equal.before(rowHash);
      read += 1;
      digest = hash('sha256', digest + rowHash).slice(0, 16);
      if (read > before.delivered)
        waiting.push({ item, timeMs, atMs: timeMs ?? window.toMs, uid: uid(nth), attributes });
      return read !== before.delivered || digest === before.digest;
    },
    waiting: () => waiting.length,
    take() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    place: () => (read < before.delivered ? before : { delivered: read, digest }),
    read: () => read,
  };
}
