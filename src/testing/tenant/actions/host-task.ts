import { isOver, type ActionStatus } from './action.ts';
import type { HostReaction } from './host-reactions.ts';

/** The part one host has in an action. Time is what {@link settle} was last told. */
export interface HostTask {
  readonly endpointId: string;
  readonly reaction: Required<HostReaction>;
  readonly status: ActionStatus;
  /** When the host came to this status, epoch milliseconds. */
  readonly sinceMs: number;
  /** Moves on to `nowMs`: a host that is not online does not fetch what it has to do. */
  settle(nowMs: number, online: boolean): void;
  /** Stops it: at once while it is pending, else when `untilMs` has come. */
  abort(nowMs: number, untilMs: number): void;
}

interface Step {
  readonly status: ActionStatus;
  readonly atMs: number;
}

export function createHostTask(endpointId: string, beganMs: number, reaction: Required<HostReaction>): HostTask {
  let now: Step = { status: 'PENDING', atMs: beganMs };
  let coming: readonly Step[] = [];
  let fetched = false;

  function settle(nowMs: number, online: boolean): void {
    if (isOver(now.status)) return;
    const expiresMs = beganMs + reaction.expiresMs;
    if (!fetched && nowMs >= expiresMs) coming = [{ status: 'EXPIRED', atMs: expiresMs }];
    else if (!fetched && online) coming = courseFrom(nowMs, reaction);
    fetched ||= online;
    now = coming.findLast((step) => step.atMs <= nowMs) ?? now;
    coming = coming.filter((step) => step.atMs > nowMs);
  }

  return {
    endpointId,
    reaction,
    get status() {
      return now.status;
    },
    get sinceMs() {
      return now.atMs;
    },
    settle,
    abort: (nowMs, untilMs) => {
      const pending = now.status === 'PENDING';
      fetched = true;
      now = { status: pending ? 'CANCELLED' : 'PENDING_ABORT', atMs: nowMs };
      coming = pending ? [] : [{ status: 'ABORTED', atMs: untilMs }];
    },
  };
}

function courseFrom(atMs: number, { pendingMs, runMs, ends }: Required<HostReaction>): readonly Step[] {
  return [
    { status: 'IN_PROGRESS', atMs: atMs + pendingMs },
    { status: ends, atMs: atMs + pendingMs + runMs },
  ];
}
