import type { StorageChange } from '../../contract/index.ts';
import type { Piece } from './pieces.ts';
import type { TimedRow } from './reading.ts';
import { type ChangingStorage, mostIdsAsked, openItems, type Sweepable } from './sweepable.ts';

/** Which items are open, as far as they have been read. */
export interface OpenItems<Item> {
  /** Notes that these were read during the pass of this number; what that changes is saved with the piece. */
  note(piece: Piece<Item>, pass: number): Piece<Item>;
  /** Ids of some that a pass of this number did not meet. */
  missedBy(pass: number): Promise<readonly string[]>;
  /** Reads items by their ids. One that is not there, or not for this key, is forgotten with the next piece. */
  lookUp(ids: readonly string[], signal: AbortSignal): Promise<readonly TimedRow<Item>[]>;
}

export function trackOpenItems<Item>(list: Sweepable<Item>, storage: ChangingStorage): OpenItems<Item> {
  let gone: readonly string[] = [];

  function changeOf(key: string, pass: number | undefined): StorageChange {
    return { collection: openItems, key, entry: pass === undefined ? undefined : { rank: pass, value: null } };
  }

  return {
    note(piece, pass) {
      const changes = new Map(gone.map((key) => [key, changeOf(key, undefined)]));
      gone = [];
      for (const { item } of piece.rows) {
        const key = list.idOf(item);
        if (key !== undefined) changes.set(key, changeOf(key, list.isOpen(item) ? pass : undefined));
      }
      storage.apply([...changes.values()]);
      const rows = piece.rows.map((row) => ({ ...row, timeMs: list.modifiedMs(row.item) }));
      return { ...piece, rows, storage: [...changes.values()] };
    },
    async missedBy(pass) {
      const entries = await storage.first(openItems, mostIdsAsked);
      return entries.filter(({ rank }) => rank < pass).map(({ key }) => key);
    },
    async lookUp(ids, signal) {
      const { rows } = await list.byIds(ids, signal);
      const asked = rows.filter(({ item }) => ids.includes(list.idOf(item) ?? ''));
      const met = new Set(asked.map(({ item }) => list.idOf(item)));
      gone = ids.filter((id) => !met.has(id));
      return asked.map((row) => ({ ...row, atMs: row.timeMs ?? 0 }));
    },
  };
}
