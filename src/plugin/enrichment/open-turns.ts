import type { Collection } from '../../contract/index.ts';
import type { SideMeans } from '../sources/source-definition.ts';
import { alone, waiting } from './collections.ts';
import { fromEntry, type WaitingRevision } from './waiting-revision.ts';

/**
 * How long one that failed lets others go first, milliseconds; twice as long each time, for the wait that follows a
 * failure may be as long, and those that always fail would come round again before any other had its turn.
 */
const firstRestMs = 15 * 60_000;
const longestRestMs = 24 * 60 * 60_000;

export interface Turn {
  readonly revision: WaitingRevision;
  /** Where it waits. */
  readonly from: Collection;
}

/** Whose turn it is to be asked for alone. */
export interface Turns {
  /** The one that comes first; with `othersTogether` of those that have to be asked for alone. */
  next(othersTogether: boolean): Promise<Turn | undefined>;
  /** Lets others go first for a while. */
  rest(turn: Turn): void;
}

export function openTurns({ storage, clock }: Pick<SideMeans, 'storage' | 'clock'>): Turns {
  const rests = new Map<string, { readonly untilMs: number; readonly restMs: number }>();

  async function firstOf(from: Collection): Promise<readonly Turn[]> {
    const entries = await storage.first(from, rests.size + 1);
    return entries.map((entry) => ({ from, revision: fromEntry(entry) }));
  }

  return {
    async next(othersTogether) {
      const now = clock.elapsed();
      for (const [uid, { untilMs }] of rests) if (untilMs + longestRestMs <= now) rests.delete(uid);
      const all = [...(await firstOf(alone)), ...(othersTogether ? [] : await firstOf(waiting))];
      const inOrder = all.toSorted((a, b) => a.revision.rank - b.revision.rank);
      return inOrder.find(({ revision }) => (rests.get(revision.uid)?.untilMs ?? now) <= now) ?? inOrder[0];
    },
    rest({ revision: { uid } }) {
      const restMs = Math.min(longestRestMs, 2 * (rests.get(uid)?.restMs ?? firstRestMs / 2));
      rests.set(uid, { untilMs: clock.elapsed() + restMs, restMs });
    },
  };
}
