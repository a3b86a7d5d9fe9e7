import type { Step } from './reading.ts';
import type { Seen } from './seen.ts';
import type { Walk } from './walk-state.ts';

/** What this process has read of the current part of a tie: ids that can be given up once the part is finished. */
export interface PartMemory {
  /** Notes what a step read. */
  note(before: Walk, step: Pick<Step<unknown>, 'walk' | 'rows'>): void;
  /** Forgets in `seen` what the finished part held. */
  giveUp(seen: Seen): void;
  finish(): void;
}

export function createPartMemory(): PartMemory {
  const uids = new Set<string>();
  return {
    note({ tie }, { walk, rows }) {
      if (!tie) return;
      for (const { uid } of rows) uids.add(uid);
      // Cut into parts: what was read so far belongs to any of them.
      if ((walk.tie?.parts.length ?? 0) > tie.parts.length) uids.clear();
    },
    giveUp: (seen) => seen.drop(uids),
    finish: () => uids.clear(),
  };
}
