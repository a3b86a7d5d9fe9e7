import type { CheckedPeriod, Storage } from '../../contract/index.ts';
import { type Checks, marksMs, readChecks } from './check.ts';
import { oldestTallies, type Tally } from './deliveries.ts';
import { type Ledger, readLedger } from './ledger.ts';
import { type Note, ofLedger, readNotes } from './note.ts';

/**
 * What was counted, newest first: what waits for its first count, what has agreed so far, then day by day (UTC) what is
 * certified; and each window that differs.
 */
export async function checkedPeriods(storage: Storage): Promise<readonly CheckedPeriod[]> {
  const ledger = await readLedger(storage);
  if (!ledger) return [];
  const checks = await readChecks(storage, ledger);
  const tallies = await oldestTallies(storage, ledger);
  const notes = ofLedger(await readNotes(storage), ledger);
  const periods = [...certified(checks), ...agreed(checks, tallies), ...waiting(ledger, checks, tallies)];
  const begun = periods.flatMap((period) => fromFirstRecord(period, tallies));
  return [...begun, ...notes.flatMap(differing)].toSorted((a, b) => b.fromMs - a.fromMs);
}

/** Where all there is is collected, nobody knows when it began before a record tells. */
function fromFirstRecord(period: CheckedPeriod, tallies: readonly Tally[]): readonly CheckedPeriod[] {
  if (period.fromMs > 1) return [period];
  const [first] = tallies;
  return first && first.fromMs <= period.toMs ? [{ ...period, fromMs: first.fromMs }] : [];
}

function certified({ days }: Checks): readonly CheckedPeriod[] {
  return days.map(({ count, ...span }) => ({ ...span, delivered: count, reported: count, state: 'certified' }));
}

/** Counted after an hour, and after five minutes. */
function agreed({ doneMs }: Checks, tallies: readonly Tally[]): readonly CheckedPeriod[] {
  const [soonMs, laterMs, lastMs] = doneMs;
  const spans = [
    { fromMs: lastMs, toMs: laterMs - 1, nextMs: marksMs[2] },
    { fromMs: Math.max(lastMs, laterMs), toMs: soonMs - 1, nextMs: marksMs[1] },
  ];
  return spans.flatMap(({ fromMs, toMs, nextMs }): readonly CheckedPeriod[] => {
    if (toMs < fromMs) return [];
    const delivered = deliveredIn(tallies, fromMs, toMs);
    return [{ fromMs, toMs, delivered, reported: delivered, state: 'agrees', nextCheckMs: toMs + 1 + nextMs }];
  });
}

function waiting({ readToMs }: Ledger, { doneMs }: Checks, tallies: readonly Tally[]): readonly CheckedPeriod[] {
  const [fromMs, toMs] = [Math.max(...doneMs), readToMs - 1];
  if (toMs < fromMs) return [];
  const delivered = deliveredIn(tallies, fromMs, toMs);
  return [{ fromMs, toMs, delivered, state: 'waiting', nextCheckMs: toMs + 1 + marksMs[0] }];
}

function differing({ kind, fromMs, toMs, delivered, reported, checkedMs }: Note): readonly CheckedPeriod[] {
  return kind === 'mismatch' ? [{ fromMs, toMs, delivered, reported, checkedMs, state: 'mismatch' }] : [];
}

function deliveredIn(tallies: readonly Tally[], fromMs: number, toMs: number): number {
  return tallies.reduce((sum, tally) => sum + (tally.fromMs >= fromMs && tally.fromMs <= toMs ? tally.count : 0), 0);
}
