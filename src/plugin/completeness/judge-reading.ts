import type { Reading, Suspect } from './check.ts';
import type { Note } from './note.ts';

export type Verdict = Pick<Note, 'kind' | 'beyond'> | 'agrees';

/**
 * Pure: what a window turned out to be that was read to its end, so that everything it shows is delivered. A count may
 * go beyond that for good reasons: records listed twice, withheld from the key, or just outside the window. What it
 * counts beyond that, it does not show. Fewer than it shows proves the count wrong, and nothing else.
 */
export function judgeReading({ claimed }: Suspect, reading: Reading, delivered: number): Verdict {
  if (claimed === undefined) return 'agrees';
  const outside = Math.min(sumOf(reading.edges), Math.max(0, unexplained(claimed, reading)));
  const beyond = claimed - outside - delivered;
  if (unexplained(claimed, reading) > outside) return { kind: 'mismatch', beyond };
  return beyond === 0 ? 'agrees' : { kind: 'explained', beyond };
}

/** More is counted than was shown: whether it lies at the edges has to be asked. */
export function asksForEdges({ claimed = 0 }: Suspect, reading: Reading, slackMs: number): boolean {
  return slackMs > 0 && reading.edges.length < 2 && unexplained(claimed, reading) > 0;
}

function unexplained(claimed: number, { shown, restricted, twins }: Reading): number {
  return claimed - shown - restricted - sumOf(Object.values(twins).map((times) => times - 1));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
