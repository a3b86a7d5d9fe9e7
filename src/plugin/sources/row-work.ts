import type { Attributes, Gauges, JsonValue, Storage, StorageChange } from '../../contract/index.ts';
import type { FollowedRow } from '../paging/pieces.ts';

/** A row on its way to a record, with what was found out about it beside what it says itself. */
export interface WorkedRow extends Omit<FollowedRow<JsonValue>, 'atMs'> {
  /** Takes the place of the event name that the mapping gave. */
  readonly eventName?: string;
  /** Added to the attributes of the mapping. Privacy rules do not reach them. */
  readonly attributes?: Attributes;
  /** `uid` of the row that was delivered before of the same thing. */
  readonly previousUid?: string;
}

/** What a piece of work makes of the rows of one batch. */
export interface Worked {
  readonly rows: readonly WorkedRow[];
  readonly storage?: readonly StorageChange[];
  readonly gauges?: Gauges;
}

/** On which occasion rows are worked on. */
export interface Occasion {
  /** This machine's time, epoch milliseconds. */
  readonly nowMs: number;
  /**
   * `first poll`: nothing was ever saved of the connector; its first batch, which may be empty, is the first one saved.
   * `look`: a replay or a sample, of which nothing will be remembered.
   */
  readonly kind: 'first poll' | 'poll' | 'look';
}

/**
 * What is done with rows between the list and the mapping, such as comparing them with what was delivered before. What
 * it has to remember goes into the storage, and is saved together with the checkpoint that covers the rows.
 */
export interface RowWork {
  readonly name: string;
  /** `storage` shows what is saved and what earlier batches of this poll, and earlier work on this one, have changed. */
  work(rows: readonly WorkedRow[], storage: Storage, occasion: Occasion): Promise<Worked>;
}

/** Does each work in turn. */
export async function workOn(
  works: readonly RowWork[],
  rows: readonly WorkedRow[],
  storage: Storage & { apply(changes: readonly StorageChange[]): void },
  occasion: Occasion,
): Promise<Required<Worked>> {
  let worked: Required<Worked> = { rows, storage: [], gauges: {} };
  for (const each of works) {
    const { rows: next, storage: changes = [], gauges } = await each.work(worked.rows, storage, occasion);
    storage.apply(changes);
    worked = { rows: next, storage: [...worked.storage, ...changes], gauges: { ...worked.gauges, ...gauges } };
  }
  return worked;
}
