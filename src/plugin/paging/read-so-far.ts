import type { FollowState } from './follow-state.ts';
import { unreadFromMs } from './history.ts';

/** How far a list has been read for good. Times are of its cursor, epoch milliseconds. */
export interface ReadSoFar {
  /** Names the checkpoint the piece follows; undefined on a first start. */
  readonly before: string | undefined;
  /** Names the piece's own checkpoint. */
  readonly after: string;
  /** Nothing before is ever read again. */
  readonly passedMs: number;
  /** Everything before has been read, and at least `overlap` after its time. */
  readonly readToMs: number;
  /** The server's time then, never ahead of this machine's; undefined while no answer has told. */
  readonly serverMs: number | undefined;
  /** Nothing at or after has been delivered before this piece. */
  readonly freshFromMs: number;
  /** From here on the list is followed live; before lies history. */
  readonly liveFromMs: number;
}

/** What the live tail knows of it. */
export interface TailRead {
  readonly settledMs: number;
  readonly readToMs: number;
  readonly serverMs: number | undefined;
}

/** The piece of a first start, which has read nothing yet. */
export function readAtFirst(state: FollowState): ReadSoFar {
  const { settledMs } = state.live;
  const [head] = state.history?.active ?? [];
  const fromMs = head ? (head.walk.cursorMs ?? 1) : settledMs;
  const marks = { passedMs: fromMs, readToMs: fromMs, serverMs: undefined, freshFromMs: fromMs, liveFromMs: settledMs };
  return { ...marks, before: undefined, after: placeOf(state) };
}

export interface ReadMarks {
  /** Of a piece that ends at this state. */
  at(state: FollowState, tail: TailRead): ReadSoFar;
}

/** Follows a poll that begins at `begin` from piece to piece. */
export function createReadSoFar(begin: FollowState): ReadMarks {
  let state = begin;
  return {
    at(next, { settledMs, readToMs, serverMs }) {
      const freshFromMs = freshFrom(state);
      const before = placeOf(state);
      state = next;
      const after = placeOf(next);
      const unreadMs = next.history && unreadFromMs(next.history);
      const marks = { passedMs: unreadMs ?? settledMs, readToMs: unreadMs ?? readToMs, serverMs };
      return { before, after, ...marks, freshFromMs, liveFromMs: freshFromMs };
    },
  };
}

function freshFrom({ live: { settledMs, newestMs } }: FollowState): number {
  return newestMs === undefined ? settledMs : Math.max(settledMs, newestMs + 1);
}

/** Two checkpoints of one name stand at the same place: no pass has a number twice, and none a cursor. */
function placeOf({ live: { settledMs, pass, walk } }: FollowState): string {
  return `${settledMs}/${pass}/${walk.cursorMs ?? ''}`;
}
