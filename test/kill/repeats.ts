import type { Receipt } from './receipts.ts';

/** Why a record was accepted again. `answer lost` and `kill` are what the promise allows. */
type Reason = 'answer lost' | 'answer not read in time' | 'kill' | 'none';

/** What was accepted more than once, and why. */
export interface Repeats {
  /** Acceptances beyond the first of each record. */
  readonly records: number;
  /** Of these, by reason. */
  readonly because: Readonly<Record<Reason, number>>;
  /** Kills that repeated something although its answer had been told, and the most records one of them repeated. */
  readonly kills: number;
  readonly mostOfAKill: number;
  /** Repeats without a reason, a line each. */
  readonly unexcused: readonly string[];
}

/**
 * Judges every repeat. A request may be repeated when its answer was lost, or lay unread until the collector's time for
 * it was up (`timeoutMs`), as happens on a busy machine; and one whose answer was told when it was the last of its
 * connector in a life that was killed then, for only that batch may be unsaved.
 */
export function repeatsIn(receipts: readonly Receipt[], timeoutMs: number): Repeats {
  const last = new Map(receipts.map((receipt) => [actor(receipt), receipt]));
  const before = new Map<string, Receipt>();
  const because = { 'answer lost': 0, 'answer not read in time': 0, kill: 0, none: 0 };
  const ofKill = new Map<Receipt, number>();
  const unexcused: string[] = [];
  const reasonOf = (earlier: Receipt, later: Receipt): Reason => {
    if (!earlier.told) return 'answer lost';
    if (earlier.life !== later.life) return last.get(actor(earlier)) === earlier ? 'kill' : 'none';
    return later.begunMs - earlier.begunMs >= timeoutMs ? 'answer not read in time' : 'none';
  };
  for (const receipt of receipts) {
    for (const uid of receipt.accepted) {
      const earlier = before.get(uid);
      before.set(uid, receipt);
      if (earlier === undefined) continue;
      const reason = reasonOf(earlier, receipt);
      because[reason] += 1;
      if (reason === 'kill') ofKill.set(earlier, (ofKill.get(earlier) ?? 0) + 1);
      if (reason === 'none') unexcused.push(`${uid}: accepted by ${nameOf(earlier)} and again by ${nameOf(receipt)}`);
    }
  }
  const records = Object.values(because).reduce((total, count) => total + count, 0);
  const mostOfAKill = Math.max(0, ...ofKill.values());
  return { records, because, kills: ofKill.size, mostOfAKill, unexcused };
}

function nameOf({ number, life }: Receipt): string {
  return `request ${number} (${life})`;
}

function actor({ life, connector }: Receipt): string {
  return `${life} ${connector}`;
}
