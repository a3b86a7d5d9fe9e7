import { type Checks, readChecks } from './check.ts';
import type { CompletenessParts } from './completeness-parts.ts';
import { oldestTallies, type Tally } from './deliveries.ts';
import { type Ledger, readLedger } from './ledger.ts';
import { type Note, ofLedger, readNotes } from './note.ts';
import type { Window } from './window.ts';

/** Windows looked at together, the oldest first. */
const mostWindows = 2_000;

/** What a step of a check looks at, as it is saved. */
export interface Look {
  readonly ledger: Ledger;
  readonly checks: Checks;
  /** Oldest first. */
  readonly tallies: readonly Tally[];
  readonly notes: readonly Note[];
}

/** Undefined: nothing has been counted yet of the list as it is narrowed now. */
export async function look({
  storage,
  scope,
}: Pick<CompletenessParts, 'storage' | 'scope'>): Promise<Look | undefined> {
  const ledger = await readLedger(storage);
  if (ledger?.scope !== scope) return undefined;
  const tallies = await oldestTallies(storage, ledger, mostWindows);
  const last = tallies.length >= mostWindows ? tallies.at(-1) : undefined;
  return {
    // What lies behind the windows looked at is for another time.
    ledger: last ? { ...ledger, readToMs: Math.min(ledger.readToMs, last.fromMs) } : ledger,
    checks: await readChecks(storage, ledger),
    tallies,
    notes: ofLedger(await readNotes(storage), ledger),
  };
}

export function deliveredIn({ tallies }: Pick<Look, 'tallies'>, { fromMs, toMs }: Window): number {
  return tallies.reduce((sum, tally) => sum + (tally.fromMs >= fromMs && tally.fromMs <= toMs ? tally.count : 0), 0);
}

/** What the API should count in a span. */
export function expectedIn(seen: Pick<Look, 'tallies' | 'notes'>, span: Window): number {
  const noted = seen.notes.filter(({ fromMs, toMs }) => fromMs >= span.fromMs && toMs <= span.toMs);
  return noted.reduce((sum, { beyond }) => sum + beyond, deliveredIn(seen, span));
}
