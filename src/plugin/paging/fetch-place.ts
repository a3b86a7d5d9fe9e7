import { z } from 'zod';
import { type Checkpoint, ConnectorError } from '../../contract/index.ts';
import type { Binding } from './follow-state.ts';
import type { RangeState } from './history.ts';
import { type Walk, walkSchema } from './walk-state.ts';

const placeSchema = z.strictObject({
  /** `since`: the whole was read newest first; what has moved ahead of its beginning meanwhile is read now. */
  leg: z.enum(['whole', 'since', 'done']),
  walk: walkSchema,
  seen: z.string(),
  /** Newest time of the first page, and the ids that have it. */
  newestMs: z.int().optional(),
  newest: z.array(z.string()),
  /** Selected rows that were passed over, and that were given. */
  passed: z.int(),
  given: z.int(),
});

/** Where a one-off reading is. Kept by nobody beyond it. */
export type FetchPlace = Readonly<Omit<z.infer<typeof placeSchema>, 'walk'>> & { readonly walk: Walk };

const checkpointSchema = z.looseObject({ fetch: placeSchema });

export function atBeginning(walk: Walk): FetchPlace {
  return { leg: 'whole', walk, seen: '', newest: [], passed: 0, given: 0 };
}

export function placeAfter(place: FetchPlace, range: RangeState): FetchPlace {
  return { ...place, walk: range.walk, seen: range.seen };
}

export function checkpointOfPlace(binding: Binding, place: FetchPlace): Checkpoint {
  return { version: 1, ...binding, fetch: place };
}

/** @throws ConnectorError `state` for any other checkpoint. */
export function placeOfCheckpoint(checkpoint: Checkpoint): FetchPlace {
  const parsed = checkpointSchema.safeParse(checkpoint);
  if (parsed.success) return parsed.data.fetch;
  throw new ConnectorError('state', 'this is not the checkpoint of a one-off reading', { code: 'CKPT-701' });
}
