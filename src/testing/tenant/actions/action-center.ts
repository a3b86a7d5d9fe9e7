import { fieldText } from '../field-text.ts';
import type { HeldRecords } from '../record-list.ts';
import { isOver, type ActionKind, type DoneAction } from './action.ts';
import type { HeldReactions } from './host-reactions.ts';
import { createHostTask, type HostTask } from './host-task.ts';
import { traceOnHost } from './trace-on-host.ts';

/** What has been done at a tenant, and how far each host is with it. */
export interface ActionCenter {
  readonly done: readonly DoneAction[];
  /** Notes what happened at once and is over. */
  note(action: Omit<DoneAction, 'id' | 'endpointIds'>): void;
  /** Begins an action on hosts; returns it with its id. */
  begin(action: Omit<DoneAction, 'id'>): DoneAction & { readonly id: number };
  /** An action as `settle` left it; undefined when there is none of that id. */
  find(id: string): BegunAction | undefined;
  /** What a host still has to do of this kind. */
  unfinished(kind: ActionKind, endpointId: string): readonly HostTask[];
  /** Stops what the hosts of the action `id` still have to do of this kind, when they have come to its end. */
  abort(kind: ActionKind, id: number, nowMs: number): void;
  /** Lets the hosts come as far as they are at `nowMs`. */
  settle(nowMs: number): void;
}

export interface BegunAction extends DoneAction {
  readonly id: number;
  readonly tasks: readonly HostTask[];
}

/** Ids of a live tenant have no beginning; a number that is nobody's index. */
const firstId = 4001;

export function createActionCenter(hosts: HeldRecords, reactions: HeldReactions): ActionCenter {
  const done: DoneAction[] = [];
  const begun: BegunAction[] = [];

  function settleTask(kind: ActionKind, task: HostTask, nowMs: number): void {
    const before = task.status;
    const host = hosts.shown(task.endpointId)?.record;
    task.settle(nowMs, fieldText(host?.['endpoint_status']).toUpperCase() === 'CONNECTED');
    if (task.status !== before && host) trace(kind, task);
  }

  function trace(kind: ActionKind, task: HostTask): void {
    const fields = traceOnHost(kind, task.status, task.sinceMs);
    if (fields && hosts.shown(task.endpointId)) hosts.change(task.endpointId, fields);
  }

  function unfinished(kind: ActionKind, endpointId: string): readonly HostTask[] {
    const tasks = begun.filter((action) => action.kind === kind).flatMap((action) => action.tasks);
    return tasks.filter((task) => task.endpointId === endpointId && !isOver(task.status));
  }

  return {
    done,
    note: (action) => {
      done.push({ ...action, id: undefined, endpointIds: [] });
    },
    begin: (action) => {
      const tasks = action.endpointIds.map((id) => createHostTask(id, action.atMs, reactions.of(id, action.kind)));
      const whole = { ...action, id: firstId + begun.length, tasks };
      const { tasks: _, ...entry } = whole;
      begun.push(whole);
      done.push(entry);
      for (const task of tasks) {
        trace(action.kind, task);
        settleTask(action.kind, task, action.atMs);
      }
      return entry;
    },
    find: (id) => begun.find((action) => String(action.id) === id),
    unfinished,
    abort: (kind, id, nowMs) => {
      for (const { endpointId, reaction } of begun.find((action) => action.id === id)?.tasks ?? []) {
        const untilMs = nowMs + reaction.pendingMs + reaction.runMs;
        for (const task of unfinished(kind, endpointId)) {
          task.abort(nowMs, untilMs);
          trace(kind, task);
        }
      }
    },
    settle: (nowMs) => {
      hosts.settle(nowMs);
      for (const { kind, tasks } of begun) {
        for (const task of tasks) settleTask(kind, task, nowMs);
      }
    },
  };
}
