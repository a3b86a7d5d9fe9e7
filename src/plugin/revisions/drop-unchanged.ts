import type { JsonValue } from '../../contract/index.ts';
import { noPrivacy, type Privacy } from '../privacy/create-privacy.ts';
import type { RowWork, WorkedRow } from '../sources/row-work.ts';
import { compareFields } from './field-hashes.ts';
import type { RevisedItem } from './revised-item.ts';
import type { Revision } from './revision.ts';
import { openRevisionMemory } from './revision-memory.ts';

export interface SweptItem {
  /** What is swept. */
  readonly kind: RevisedItem;
  /** What it was before the tenant moved to another API, whose revisions are remembered under the same ids. */
  readonly older: {
    readonly kind: RevisedItem;
    /** An item of `kind` in the words of the older one. */
    readonly inItsWords: (item: JsonValue) => JsonValue;
    /** Fields of it that say something else since. */
    readonly incomparable: readonly string[];
  };
}

/**
 * Leaves out rows that were read to see whether they have changed, and have not: what is remembered of them is the same,
 * or later. Of an item that is not remembered its own time tells: what it was before the row's `sinceMs` has been
 * delivered. Goes before the revisions are followed, with whose memory it compares.
 */
export function dropUnchanged(swept: SweptItem, privacy: Privacy = noPrivacy): RowWork {
  const { kind, older } = swept;
  const isSame = comparison(swept, privacy);

  function isNew(row: WorkedRow, id: string, last: Revision | undefined): boolean {
    const { sinceMs = 0, timeMs } = row;
    if (!last) return timeMs === undefined || timeMs >= sinceMs;
    if (row.uid === last.uid) return false;
    if (timeMs !== undefined && timeMs < last.modifiedMs) return false;
    const wasOlderShape = last.shape.startsWith(older.kind.shape);
    return !(wasOlderShape && timeMs === last.modifiedMs && isSame(row.item, id, last));
  }

  return {
    name: 'sweep',
    async work(rows, storage, occasion) {
      const compared = rows.filter(({ sinceMs }) => sinceMs !== undefined);
      if (compared.length === 0) return { rows };
      const ids = new Set(compared.flatMap(({ item }) => kind.id(item) ?? []));
      const memory = await openRevisionMemory([...ids], { storage, occasion, most: Infinity });
      return {
        rows: rows.filter((row) => {
          const id = row.sinceMs === undefined ? undefined : kind.id(row.item);
          return id === undefined || isNew(row, id, memory.of(id));
        }),
      };
    },
  };
}

/** Whether an item says what was remembered of it in the other shape, as far as both have a field for it. */
function comparison({ older }: SweptItem, privacy: Privacy) {
  const { hashesOf, changed } = compareFields(older.kind);
  const common = new Set(older.kind.fields.filter((name) => !older.incomparable.includes(name)));
  return (item: JsonValue, id: string, { fields }: Revision): boolean => {
    const whole = privacy.treat(older.inItsWords(item)).item as { readonly [key: string]: JsonValue };
    // What one shape leaves out and the other has as `false` or 0 says the same.
    const saying = Object.fromEntries(Object.entries(whole).filter(([, value]) => saysSomething(value)));
    const differs = new Set(changed(fields, hashesOf(saying, id)));
    return !changed(fields, hashesOf(whole, id)).some((name) => name in whole && common.has(name) && differs.has(name));
  };
}

function saysSomething(value: JsonValue): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
