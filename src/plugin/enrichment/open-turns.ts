import type { Collection } from '../../contract/index.ts';
import type { SideMeans } from '../sources/source-definition.ts';
import { alone, waiting } from './collections.ts';
import { fromEntry, type WaitingRevision } from './waiting-revision.ts';

/** How long one that failed lets others go first, milliseconds. */
const restMs = 15 * 60_000;

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
  const resting = new Map<string, number>();

  async function firstOf(from: Collection): Promise<readonly Turn[]> {
    const entries = await storage.first(from, resting.size + 1);
    return entries.map((entry) => ({ from, revision: fromEntry(entry) }));
  }

  return {
    async next(othersTogether) {
      const now = clock.elapsed();
      for (const [uid, untilMs] of resting) if (untilMs <= now) resting.delete(uid);
      const all = [...(await firstOf(alone)), ...(othersTogether ? [] : await firstOf(waiting))];
      const inOrder = all.toSorted((a, b) => a.revision.rank - b.revision.rank);
      return inOrder.find(({ revision }) => !resting.has(revision.uid)) ?? inOrder[0];
    },
    rest: ({ revision }) => void resting.set(revision.uid, clock.elapsed() + restMs),
  };
}
