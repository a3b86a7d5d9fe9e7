import type { WorkedRow } from '../sources/row-work.ts';
import { objectOf } from '../sources/vendor-values.ts';
import { type Difference, tellDifferences } from './differences.ts';
import type { Standing } from './drift-memory.ts';
import type { KnownItem } from './known-item.ts';
import { openNestedKeys } from './nested-keys.ts';
import { itemsToJudge, watchPresence } from './presence.ts';

export interface Noted {
  readonly differences: readonly NotedDifference[];
  /** Fields that are there again after they were gone. */
  readonly back: readonly string[];
  readonly items: Standing['items'];
  readonly presence: Standing['presence'];
  readonly nested: Standing['nested'];
}

export interface NotedDifference {
  readonly difference: Difference;
  readonly records: number;
}

/** Differences noted of one batch: upstream may invent a name for every record. */
const mostNoted = 1000;

/** What is different about the items of a batch. */
export function noteDifferences(rows: readonly WorkedRow[], known: KnownItem, standing: Standing): Noted {
  const noted = new Map<string, { difference: Difference; records: number; row: number }>();
  const back: string[] = [];
  const presence = watchPresence(known.names, standing.presence);
  const learns = () => standing.items + row <= itemsToJudge;
  let row = 0;
  const nested = openNestedKeys(standing.nested, { known, learns });

  /** Once for each record, however often it holds the same. */
  function tell(difference: Difference): void {
    const { kind, field, key, what } = difference;
    const name = `${kind}\n${field}\n${key ?? ''}\n${what?.slice(0, 100) ?? ''}`;
    const before = noted.get(name);
    if (before?.row === row || (!before && noted.size >= mostNoted)) return;
    // The first one is the sample, unless it was null.
    const shown = before && (before.difference.value ?? null) !== null ? before.difference : difference;
    noted.set(name, { difference: shown, records: (before?.records ?? 0) + 1, row });
  }

  for (const { item, backfill } of rows) {
    row += 1;
    tellDifferences(item, known, { tell, isKey: nested.isKey });
    const object = objectOf(item);
    // History is older, and may lack what came since.
    if (!object || backfill) continue;
    presence.look(object, (field, what) => {
      if (what === 'back') back.push(field);
      else tell({ kind: 'gone-field', field });
    });
  }
  const items = Math.min(standing.items + rows.length, itemsToJudge);
  return { differences: [...noted.values()], back, items, presence: presence.presence(), nested: nested.learned() };
}
