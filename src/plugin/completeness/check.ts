import { z } from 'zod';
import type { Collection, JsonValue, Storage, StorageChange } from '../../contract/index.ts';
import type { Ledger } from './ledger.ts';

/** How long after its end, by the server's clock, a window is counted. */
export const marksMs = [300_000, 3_600_000, 86_400_000] as const;

const timeMs = z.int();
const spanSchema = z.strictObject({ fromMs: timeMs, toMs: timeMs });
const ofMarks = z.tuple([timeMs, timeMs, timeMs]);

/** A span being counted from left to right, in questions small enough for the API to tell. */
const askingSchema = spanSchema.extend({ atMs: timeMs, widthMs: z.int(), sum: z.int() });

/** A window whose count differs, being read. */
const readingSchema = z.strictObject({
  /** Where the reading goes on. */
  place: z.looseObject({ version: z.int(), source: z.string(), tenant: z.string() }).optional(),
  /** Distinct records it showed. */
  shown: z.int(),
  restricted: z.int(),
  /** Records the API lists more than once, as far as one page shows it. */
  twins: z.record(z.string(), z.int()),
  /** Shown, not delivered, and the polls have yet to come by. */
  left: z.int(),
  /** Records just outside the window, which the API cannot help counting. */
  edges: z.array(z.int()),
  /** It was read to its end. */
  done: z.boolean(),
  /** Times in a row that the API answered what cannot be read. */
  failures: z.int(),
});

/** One check under way: it goes on after a failure or a restart with the next question. */
const taskSchema = spanSchema.extend({
  /** Up to where each mark had come by when the check began. */
  dueMs: ofMarks,
  /** The server's time when it began. */
  begunMs: timeMs,
  /** A window that differed before: to be read, whatever its count says by now. */
  again: z.boolean().optional(),
  asking: askingSchema.optional(),
  /** The part that the difference must lie in, with what the API counts there. */
  suspect: spanSchema.extend({ claimed: z.int().optional() }).optional(),
  reading: readingSchema.optional(),
});

const checksSchema = z.strictObject({
  epoch: z.int(),
  /** At each mark, everything before was counted, and agrees or is noted. */
  doneMs: ofMarks,
  task: taskSchema.optional(),
  /** Records certified, by day, newest last; those of earlier days together. */
  days: z.array(spanSchema.extend({ count: z.int() })),
});

export type OfMarks = readonly [number, number, number];
export type Asking = Readonly<z.infer<typeof askingSchema>>;
export type Reading = Readonly<z.infer<typeof readingSchema>>;
export type Suspect = NonNullable<Task['suspect']>;
export type Task = Readonly<z.infer<typeof taskSchema>>;
export type Checks = Readonly<z.infer<typeof checksSchema>>;

const checkBook: Collection = { name: 'count-checks', most: 1 };
const key = 'checks';

/** How far the count of a ledger has been checked: not at all, when what is kept is of an earlier one. */
export async function readChecks(storage: Storage, ledger: Ledger): Promise<Checks> {
  const entry = (await storage.get(checkBook, [key])).get(key);
  const kept = entry && checksSchema.safeParse(entry.value).data;
  if (kept?.epoch === ledger.epoch) return kept;
  return { epoch: ledger.epoch, doneMs: [ledger.fromMs, ledger.fromMs, ledger.fromMs], days: [] };
}

export function writeChecks(checks: Checks): StorageChange {
  return { collection: checkBook, key, entry: { rank: 0, value: JSON.parse(JSON.stringify(checks)) as JsonValue } };
}
