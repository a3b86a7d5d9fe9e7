import { createAgenda } from './agenda.ts';
import type { Version } from './record-list.ts';

/** Told of every version that comes into or goes out of sight. */
export interface Watcher {
  shown(version: Version): void;
  hidden(version: Version): void;
}

/** A version that takes the place of the one before it, or a record that goes. */
export interface Change {
  readonly sequence: number;
  readonly id: string;
  /** Undefined: the record goes. */
  readonly version: Version | undefined;
}

/** Which version of each record is to be seen, as changes come due. */
export interface Sight {
  readonly versions: ReadonlyMap<string, Version>;
  /** Makes a change at `atMs`; at once without. */
  change(change: Change, atMs: number | undefined): void;
  /** Makes the changes that are due at `nowMs`. */
  settle(nowMs: number): void;
}

export function createSight(watcher: Watcher): Sight {
  const versions = new Map<string, Version>();
  const latest = new Map<string, number>();
  const agenda = createAgenda<Change>();

  function apply({ sequence, id, version }: Change): void {
    // What was to happen later than something noted after it has been overtaken.
    if (sequence < (latest.get(id) ?? 0)) return;
    latest.set(id, sequence);
    const before = versions.get(id);
    if (before) watcher.hidden(before);
    versions.delete(id);
    if (!version) return;
    versions.set(id, version);
    watcher.shown(version);
  }

  return {
    versions,
    change: (change, atMs) => {
      if (atMs === undefined) apply(change);
      else agenda.add(atMs, change);
    },
    settle: (nowMs) => {
      for (const change of agenda.due(nowMs)) apply(change);
    },
  };
}
