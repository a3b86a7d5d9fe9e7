import { z } from 'zod';
import type { Collection, JsonValue, Storage, StorageChange } from '../../contract/index.ts';
import type { ReadSoFar } from '../paging/read-so-far.ts';

/*
 * What is counted, and who writes it. The polls and the checks run side by side, so that each has entries of its own:
 * ledger     where the polls are; by the polls
 * windows    how many records were delivered from each window of vendor time, and their ids; those of the polls by the
 *            polls, those delivered late by the checks
 * checks     how far has been counted at each mark, and the check under way; by the checks
 * notes      windows whose count differs; by the checks
 */

const ledgerSchema = z.strictObject({
  /** Counting began so many times: entries of an earlier one are void. */
  epoch: z.int(),
  /** What the list was narrowed to: another list has other counts. */
  scope: z.string(),
  /** Name of the checkpoint that the count belongs to. */
  place: z.string(),
  /** Everything delivered from here on is counted. */
  fromMs: z.int(),
  /** Windows before are those of history. */
  liveFromMs: z.int(),
  /** Set by the first record of history: a longer history has wider windows. */
  historyWidthMs: z.int().optional(),
  passedMs: z.int(),
  readToMs: z.int(),
  serverMs: z.int().optional(),
});

export type Ledger = Readonly<z.infer<typeof ledgerSchema>>;

const ledgers: Collection = { name: 'count-ledger', most: 1 };
const key = 'ledger';

/** Undefined: nothing has been counted, or by another version, which is as good as nothing. */
export async function readLedger(storage: Storage): Promise<Ledger | undefined> {
  const entry = (await storage.get(ledgers, [key])).get(key);
  return entry && ledgerSchema.safeParse(entry.value).data;
}

export function writeLedger(ledger: Ledger): StorageChange {
  return { collection: ledgers, key, entry: { rank: 0, value: JSON.parse(JSON.stringify(ledger)) as JsonValue } };
}

/**
 * The ledger after a piece. It begins anew where the count would not be that of the list: on a first start, when the
 * checkpoint was moved by hand or went on uncounted, and when the list was narrowed to something else.
 */
export function follow(ledger: Ledger | undefined, read: ReadSoFar, scope: string): Ledger {
  const goesOn = ledger !== undefined && ledger.place === read.before && ledger.scope === scope;
  const begun = goesOn ? ledger : beginning((ledger?.epoch ?? 0) + 1, read, scope);
  return {
    ...begun,
    place: read.after,
    passedMs: Math.max(begun.passedMs, read.passedMs),
    readToMs: Math.max(begun.readToMs, read.readToMs),
    ...(read.serverMs !== undefined && { serverMs: read.serverMs }),
  };
}

function beginning(epoch: number, { freshFromMs: fromMs, liveFromMs, after }: ReadSoFar, scope: string): Ledger {
  return { epoch, scope, place: after, fromMs, liveFromMs, passedMs: fromMs, readToMs: fromMs };
}
