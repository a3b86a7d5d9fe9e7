import type { JsonObject } from '../faults/answer.ts';
import { createMiscount } from './miscount.ts';
import { createSight, type Watcher } from './sight.ts';

/** When and how a version of a record can be seen. */
export interface Visibility {
  /** Epoch milliseconds from which the API shows it; until then the version before stays. Default: at once. */
  readonly visibleAtMs?: number;
  /**
   * Epoch milliseconds from which the counts of answers have it. Default: from when it is shown. Earlier, a count claims
   * what no row shows yet; later, rows show what no count has.
   */
  readonly countedAtMs?: number;
  /** The key may not see it: only its id is given. */
  readonly restricted?: boolean;
}

/** One version of a record as the list holds it. */
export interface Version {
  readonly sequence: number;
  readonly id: string;
  readonly record: JsonObject;
  readonly restricted: boolean;
}

/** Records of one kind that grow, change and vanish. Time is what {@link settle} was last told and only goes forward. */
export interface RecordList {
  /** Adds a record, or a new version of the one with the same id. @throws TypeError without an id. */
  put(record: JsonObject, visibility?: Visibility): void;
  /** A new version of a record: the newest one put, with `fields` in place. @throws RangeError when there is none. */
  change(id: string | number, fields: JsonObject, visibility?: Visibility): void;
  /** Takes a record away at `atMs`, and with it what has been put before this call. Default: at once. */
  remove(id: string | number, atMs?: number): void;
  /** Shows what is to be seen at `nowMs`. */
  settle(nowMs: number): void;
  /** Records a key without restrictions could read at `nowMs`, in no particular order. */
  visible(nowMs: number): readonly JsonObject[];
  /** Every version ever put, seen or not, oldest first: whatever is collected must be one of these. */
  history(): readonly JsonObject[];
}

/** A {@link RecordList} as the endpoints see it. */
export interface HeldRecords extends RecordList {
  /** The version of a record that is to be seen, as far as time has been settled. */
  shown(id: string): Version | undefined;
  /** What to add to a count of the rows that pass, for what is counted and not shown or the reverse. */
  miscount(passes: (record: JsonObject) => boolean): number;
}

/** Told of everything that is put and removed, when it is: keeps another list in step. */
export type Mirror = Pick<RecordList, 'put' | 'remove'>;

/** Makes a {@link RecordList} whose records carry their id in the field `idField`; without one each is another record. */
export function createRecordList(idField: string | undefined, watcher?: Watcher, mirror?: Mirror): HeldRecords {
  const newest = new Map<string, JsonObject>();
  const everything: JsonObject[] = [];
  const miscount = createMiscount();
  const rows = createSight(both(miscount.rows, watcher));
  const counts = createSight(miscount.counts);
  let changes = 0;

  function put(record: JsonObject, visibility: Visibility = {}): void {
    const sequence = (changes += 1);
    const id = idField === undefined ? `#${sequence}` : idOf(record, idField);
    newest.set(id, record);
    everything.push(record);
    const version = { sequence, id, record, restricted: visibility.restricted ?? false };
    rows.change({ sequence, id, version }, visibility.visibleAtMs);
    counts.change({ sequence, id, version }, visibility.countedAtMs ?? visibility.visibleAtMs);
    mirror?.put(record, visibility);
  }

  function remove(id: string | number, atMs?: number): void {
    const change = { sequence: (changes += 1), id: String(id), version: undefined };
    rows.change(change, atMs);
    counts.change(change, atMs);
    mirror?.remove(id, atMs);
  }

  function settle(nowMs: number): void {
    rows.settle(nowMs);
    counts.settle(nowMs);
  }

  return {
    put,
    change: (id, fields, visibility) => {
      const before = newest.get(String(id));
      if (before === undefined) throw new RangeError(`no record ${id} to change`);
      put({ ...before, ...fields }, visibility);
    },
    remove,
    settle,
    visible: (nowMs) => {
      settle(nowMs);
      return [...rows.versions.values()].filter((version) => !version.restricted).map((version) => version.record);
    },
    history: () => everything,
    shown: (id) => rows.versions.get(id),
    miscount: (passes) => miscount.of(passes),
  };
}

function both(one: Watcher, other: Watcher | undefined): Watcher {
  return {
    shown: (version) => {
      one.shown(version);
      other?.shown(version);
    },
    hidden: (version) => {
      one.hidden(version);
      other?.hidden(version);
    },
  };
}

function idOf(record: JsonObject, idField: string): string {
  const id = record[idField];
  if (typeof id !== 'string' && typeof id !== 'number') throw new TypeError(`a record needs ${idField}`);
  return String(id);
}
