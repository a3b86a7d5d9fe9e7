import type { Checkpoint, Clock, ConnectorError, Memo } from '../../contract/index.ts';
import { dropUndefined } from '../../shared/drop-undefined.ts';
import type { Memos, StateChange, StateDetails, StateTimes } from '../state/connector-state.ts';
import type { StateStore } from '../state/state-store.ts';
import { commitOf } from './commit-of.ts';
import type { Accepted } from './pipeline.ts';

/** A connector's row in the state: what is saved of it, and when. */
export interface ConnectorRow {
  /** Reads the row afresh. @throws ConnectorError `state`. */
  load(): Promise<void>;
  /** The checkpoint last saved. */
  readonly saved: () => Checkpoint | undefined;
  /** Saves what follows from an accepted batch: durable when it resolves. @throws ConnectorError `state`, `refused`. */
  commit(accepted: Accepted): Promise<void>;
  /** As {@link commit}, for a batch of a side stream: the checkpoint and what the polls tell stay as they are. */
  commitBeside(accepted: Accepted): Promise<void>;
  /** Saves everything but the checkpoint. @throws ConnectorError `state`. */
  note(change: StateChange): Promise<void>;
  /** What the plugin keeps here; saved with the next commit. */
  readonly memo: Memo;
}

export interface RowParts {
  readonly id: string;
  readonly store: StateStore;
  readonly clock: Clock;
  /** Told of the row as it is now. */
  readonly onChange: (details: StateDetails) => void;
}

export function openRow({ id, store, clock, onChange }: RowParts): ConnectorRow {
  let saved: Checkpoint | undefined;
  let unsure: Accepted | undefined;
  let memos: Memos = {};
  let eventMs: number | undefined;

  async function load(): Promise<void> {
    const row = await store.load(id);
    saved = row?.checkpoint;
    memos = row?.memo ?? {};
    eventMs = row?.times.eventMs;
    if (row) onChange(row);
  }

  /** A commit that threw may have happened all the same: then it is not done twice. */
  async function alreadyDone(accepted: Accepted): Promise<boolean> {
    if (unsure !== accepted) return false;
    const row = await store.load(id);
    if (!accepted.next || JSON.stringify(row?.checkpoint) !== JSON.stringify(accepted.next)) return false;
    if (row) onChange(row);
    return true;
  }

  return {
    load,
    saved: () => saved,
    async commit(accepted) {
      if (!(await alreadyDone(accepted))) {
        unsure = accepted;
        const commit = commitOf(accepted, clock.now());
        const times = onlyForward(commit.times, eventMs);
        const details = await store.commit(id, { ...commit, times, memo: memos });
        eventMs = details.times.eventMs;
        onChange(details);
      }
      unsure = undefined;
      saved = accepted.next ?? saved;
    },
    async commitBeside(accepted) {
      const { times: _, ...commit } = commitOf({ ...accepted, next: undefined }, clock.now());
      onChange(await store.commit(id, commit));
    },
    note: async (change) => onChange(await store.saveStatus(id, { ...change, memo: memos })),
    memo: {
      get: (key) => memos[key],
      set: (key, value) => void (memos = dropUndefined({ ...memos, [key]: value })),
    },
  };
}

/** History is delivered after newer records: the newest time delivered does not go back for it. */
function onlyForward(times: StateTimes = {}, eventMs: number | undefined): StateTimes {
  if (times.eventMs === undefined || eventMs === undefined || times.eventMs >= eventMs) return times;
  return { ...times, eventMs };
}

/** What a failure leaves in the row. */
export function failureNote(error: ConnectorError, status: string, atMs: number): StateChange {
  const { kind, code, message, remedy } = error;
  const lastError = { kind, message, atMs, ...(code && { code }), ...(remedy && { remedy }) };
  return { status, lastError, add: { failures: 1 } };
}
