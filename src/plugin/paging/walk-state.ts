import { z } from 'zod';
import type { TiePart } from './feed.ts';

const timeMs = z.int();

/** How many ids a reading of one millisecond found, and their sum modulo 2^64 as hex: equal in any order. */
const digestSchema = z.strictObject({ count: z.int(), sum: z.string() });

/** Reading one millisecond by offsets, part by part, each until two complete passes agree. */
const tieSchema = z.strictObject({
  atMs: timeMs,
  /** Parts still to read, the first one now; none: the millisecond as a whole. */
  parts: z.array(z.record(z.string(), z.json())),
  offset: z.int(),
  /** What this pass has found so far, and what the complete pass before it found. */
  found: digestSchema,
  before: digestSchema.optional(),
  passes: z.int(),
  /** The server's time when this pass began, and when the earliest of the finished parts' last passes did. */
  passSinceMs: timeMs.optional(),
  readSinceMs: timeMs.optional(),
  /** Ids of finished parts were forgotten: this millisecond must not be read again. */
  forgot: z.boolean().optional(),
});

/** Reading by windows small enough to fit one page: answers came out of order, or full of rows that are withheld. */
const windowSchema = z.strictObject({
  spanMs: z.int().min(1),
  /** Where an open-ended walk stops; moves with the server's clock. */
  endMs: timeMs.optional(),
  /** One window only, then pages again. */
  once: z.boolean().optional(),
  /** The window's page was short but its count claimed more: look at this offset before believing it. */
  probe: z.int().optional(),
  /** The server's time when that page was read. */
  readSinceMs: timeMs.optional(),
});

/** A forward reading of a time range, broken off anywhere. Everything before the cursor has been read. */
export const walkSchema = z.strictObject({
  /** The next page begins here, included; absent: at the oldest record. */
  cursorMs: timeMs.optional(),
  /** Upper end, included; absent on a live tail. */
  toMs: timeMs.optional(),
  /** Rows to step over at the cursor, for a look beyond a short page that claimed more. */
  offset: z.int().optional(),
  /** The last page was short, claimed more, and was asked for again. */
  again: z.boolean().optional(),
  /** Rows to ask for when answers were too large. */
  limit: z.int().min(1).optional(),
  tie: tieSchema.optional(),
  window: windowSchema.optional(),
});

export type Digest = Readonly<z.infer<typeof digestSchema>>;
export type Window = Readonly<z.infer<typeof windowSchema>>;
export type Tie = Readonly<Omit<z.infer<typeof tieSchema>, 'parts'>> & { readonly parts: readonly TiePart[] };
export type Walk = Readonly<Omit<z.infer<typeof walkSchema>, 'tie'>> & { readonly tie?: Tie | undefined };
