import type { JsonObject } from '../faults/answer.ts';
import { createAgenda } from './agenda.ts';

/** When and how a version of a record can be seen. */
export interface Visibility {
  /** Epoch milliseconds from which the API shows it; until then the version before stays. Default: at once. */
  readonly visibleAtMs?: number;
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
}

/** Told of every version that comes into or goes out of sight. */
export interface Watcher {
  shown(version: Version): void;
  hidden(version: Version): void;
}

/** Told of everything that is put and removed, when it is: keeps another list in step. */
export type Mirror = Pick<RecordList, 'put' | 'remove'>;

interface Change {
  readonly sequence: number;
  readonly id: string;
  /** Undefined: the record goes. */
  readonly version: Version | undefined;
}

/** Makes a {@link RecordList} whose records carry their id in the field `idField`; without one each is another record. */
export function createRecordList(idField: string | undefined, watcher?: Watcher, mirror?: Mirror): HeldRecords {
  const shown = new Map<string, Version>();
  const newest = new Map<string, JsonObject>();
  const everything: JsonObject[] = [];
  const agenda = createAgenda<Change>();
  const latest = new Map<string, number>();
  let changes = 0;

  function apply({ sequence, id, version }: Change): void {
    const before = shown.get(id);
    // A version that was to be seen later than one made after it has been overtaken.
    if (version && sequence < (latest.get(id) ?? 0)) return;
    latest.set(id, Math.max(sequence, latest.get(id) ?? 0));
    if (before) watcher?.hidden(before);
    shown.delete(id);
    if (!version) return;
    shown.set(id, version);
    watcher?.shown(version);
  }

  function schedule(atMs: number | undefined, change: Change): void {
    if (atMs === undefined) apply(change);
    else agenda.add(atMs, change);
  }

  function put(record: JsonObject, visibility: Visibility = {}): void {
    const sequence = (changes += 1);
    const id = idField === undefined ? `#${sequence}` : idOf(record, idField);
    newest.set(id, record);
    everything.push(record);
    const version = { sequence, id, record, restricted: visibility.restricted ?? false };
    schedule(visibility.visibleAtMs, { sequence, id, version });
    mirror?.put(record, visibility);
  }

  function settle(nowMs: number): void {
    for (const change of agenda.due(nowMs)) apply(change);
  }

  return {
    put,
    change: (id, fields, visibility) => {
      const before = newest.get(String(id));
      if (before === undefined) throw new RangeError(`no record ${id} to change`);
      put({ ...before, ...fields }, visibility);
    },
    remove: (id, atMs) => {
      schedule(atMs, { sequence: (changes += 1), id: String(id), version: undefined });
      mirror?.remove(id, atMs);
    },
    settle,
    visible: (nowMs) => {
      settle(nowMs);
      return [...shown.values()].filter((version) => !version.restricted).map((version) => version.record);
    },
    history: () => everything,
    shown: (id) => shown.get(id),
  };
}

function idOf(record: JsonObject, idField: string): string {
  const id = record[idField];
  if (typeof id !== 'string' && typeof id !== 'number') throw new TypeError(`a record needs ${idField}`);
  return String(id);
}
