import { isConnectorError, type JsonValue, type StorageChange } from '../../contract/index.ts';
import type { FollowedRow } from '../paging/pieces.ts';
import { replayPeriod } from '../paging/replay-period.ts';
import type { Reading, Suspect } from './check.ts';
import type { CompletenessParts, LateRecords } from './completeness-parts.ts';
import { countDelivered, idOf, idsOf, tallies } from './deliveries.ts';
import type { Ledger } from './ledger.ts';
import { watchTwins } from './watch-twins.ts';
import { windowAt } from './window.ts';

/** A part of the window; its records were never delivered before. */
export interface ReadPart extends LateRecords {
  readonly reading: Reading;
  readonly changes: readonly StorageChange[];
  readonly requests: number;
}

/** So many answers in a row that cannot be read, and the window is given up: another mark tries again. */
const mostFailures = 5;

/**
 * Reads a window again, as a replay does, and delivers what it shows and the polls have missed. Goes on where the
 * reading stands; each part is to be saved before the next one is pulled.
 */
export async function* readSuspect(
  parts: CompletenessParts,
  { ledger, suspect, reading }: { readonly ledger: Ledger; readonly suspect: Suspect; readonly reading: Reading },
  signal: AbortSignal,
): AsyncGenerator<ReadPart> {
  const feed = watchTwins(parts.feed, reading.twins);
  const from = { period: suspect, checkpoint: reading.place };
  let sofar = reading;
  try {
    for await (const { rows, next, progress } of replayPeriod({ ...parts, feed }, from, signal)) {
      const missing = await undelivered(parts, ledger, rows);
      // The polls read again from there by themselves: delivered here as well, it would come twice.
      const late = missing.filter(({ atMs }) => atMs < ledger.passedMs);
      sofar = {
        ...sofar,
        place: next,
        shown: sofar.shown + rows.length,
        restricted: sofar.restricted + progress.restricted,
        twins: feed.twins(),
        left: sofar.left + missing.length - late.length,
        done: progress.caughtUp,
        failures: 0,
      };
      const changes = await countDelivered(ledger, { by: 'checks', rows: late, storage: parts.storage });
      yield { ...(await parts.lateRecords(late)), reading: sofar, changes, requests: progress.requests };
    }
  } catch (error) {
    if (!isConnectorError(error) || error.kind !== 'protocol') throw error;
    const failures = sofar.failures + 1;
    yield { reading: { ...sofar, failures }, records: [], unmapped: 0, filtered: 0, changes: [], requests: 1 };
    if (failures < mostFailures) throw error;
  }
}

export function gaveUp({ failures }: Reading): boolean {
  return failures >= mostFailures;
}

async function undelivered(
  { storage }: CompletenessParts,
  ledger: Ledger,
  rows: readonly FollowedRow<JsonValue>[],
): Promise<readonly FollowedRow<JsonValue>[]> {
  const known = new Set<string>();
  const fromMs = new Set(rows.map(({ atMs }) => windowAt(ledger, atMs).fromMs));
  for (const tally of await tallies(storage, ledger, [...fromMs])) {
    for (const id of (await idsOf(storage, ledger, tally)) ?? []) known.add(id);
  }
  return rows.filter(({ uid }) => !known.has(idOf(uid)));
}
