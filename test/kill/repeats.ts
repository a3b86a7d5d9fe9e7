import type { Receipt } from './receipts.ts';

/** What was accepted more than once, and why. */
export interface Repeats {
  /** Acceptances beyond the first of each record. */
  readonly records: number;
  /** Of these, the ones that follow from an answer that was lost, and from a kill after the answer. */
  readonly afterLostAnswer: number;
  readonly afterKill: number;
  /** Kills that repeated something although its answer had been told, and the most records one of them repeated. */
  readonly kills: number;
  readonly mostOfAKill: number;
  /** Repeats the promise does not allow, a line each. */
  readonly unexcused: readonly string[];
}

/**
 * Judges every repeat. A request may be repeated when its answer was lost; and one whose answer was told when it was
 * the last of its connector in a life that was killed then, for only that batch may be unsaved.
 */
export function repeatsIn(receipts: readonly Receipt[]): Repeats {
  const last = new Map(receipts.map((receipt) => [actor(receipt), receipt]));
  const before = new Map<string, Receipt>();
  const ofKill = new Map<Receipt, number>();
  const unexcused: string[] = [];
  let [records, afterLostAnswer] = [0, 0];
  for (const receipt of receipts) {
    for (const uid of receipt.accepted) {
      const earlier = before.get(uid);
      before.set(uid, receipt);
      if (earlier === undefined) continue;
      records += 1;
      if (!earlier.told) afterLostAnswer += 1;
      else if (earlier.life !== receipt.life && last.get(actor(earlier)) === earlier) {
        ofKill.set(earlier, (ofKill.get(earlier) ?? 0) + 1);
      } else unexcused.push(`${uid}: accepted by request ${earlier.number} and again by ${receipt.number}`);
    }
  }
  const counts = [...ofKill.values()];
  const afterKill = counts.reduce((total, count) => total + count, 0);
  return { records, afterLostAnswer, afterKill, kills: counts.length, mostOfAKill: Math.max(0, ...counts), unexcused };
}

function actor({ life, connector }: Receipt): string {
  return `${life} ${connector}`;
}
