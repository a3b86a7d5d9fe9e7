import { z } from 'zod';
import { type Walk, walkSchema } from './walk-state.ts';

/** What is gone through again and again, in this order; `missed` are those that were open before and were not met. */
export const phases = ['open', 'missed', 'recent', 'old'] as const;
export type Phase = (typeof phases)[number];
export type PassName = Exclude<Phase, 'missed'>;
export const passNames = ['open', 'recent', 'old'] as const satisfies readonly PassName[];

const passSchema = z.strictObject({
  /** What an item was before this time has been delivered: by the pass before, or before there were passes. */
  sinceMs: z.int(),
  /** Something may have been missed before this pass: it is read as fast as it goes. */
  due: z.boolean().optional(),
  /** Broken off here. */
  walk: walkSchema.optional(),
  seen: z.string().optional(),
  /** The server's time when it began; absent when that is not known. */
  begunMs: z.int().optional(),
});

/** Where the passes over a list stand that cannot be asked for changes. */
export const sweepSchema = z.strictObject({
  /** Phase to go on with. */
  at: z.enum(phases),
  /** Number of the pass over open items that was begun last. */
  number: z.int(),
  open: passSchema,
  recent: passSchema,
  old: passSchema,
  /** What an item that was missed was before this time has been delivered; absent when none is looked for. */
  missedSinceMs: z.int().optional(),
  /** The sweep is next: it did not get to a question in the poll before. */
  turn: z.literal(true).optional(),
});

export type PassState = Readonly<Omit<z.infer<typeof passSchema>, 'walk'>> & { readonly walk?: Walk | undefined };
export type SweepState = Readonly<Omit<z.infer<typeof sweepSchema>, PassName>> & Readonly<Record<PassName, PassState>>;

/** Passes that have not begun. What an item was before `sinceMs` has been delivered. */
export function sweepFrom(sinceMs: number, due: readonly PassName[]): SweepState {
  const pass = (name: PassName): PassState => ({ sinceMs, ...(due.includes(name) && { due: true }) });
  return { at: 'open', number: 0, open: pass('open'), recent: pass('recent'), old: pass('old') };
}
