import type { StorageChange } from '../../contract/index.ts';
import type { Checks, Reading, Suspect, Task } from './check.ts';
import type { LateRecords } from './completeness-parts.ts';

/** What a step leaves behind: to be saved before the next one is taken. */
export interface Outcome extends Partial<LateRecords> {
  readonly checks: Checks;
  readonly changes?: readonly StorageChange[];
  readonly requests?: number;
}

/** A window that differs, being read. */
export interface Suspected {
  readonly task: Task;
  readonly suspect: Suspect;
  readonly reading: Reading;
}

export function withTask({ task: _task, ...checks }: Checks, task: Task | undefined): Checks {
  return task ? { ...checks, task } : checks;
}
