import { z } from 'zod';

export interface NumberBounds {
  readonly least: number;
  readonly most: number;
}

/** A whole number within bounds; decimal text is read. */
export function wholeNumber({ least, most }: NumberBounds) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.preprocess(
    (given) => (typeof given === 'string' && /^\d+$/.test(given.trim()) ? Number(given) : given),
    z.int({ error }).min(least, { error }).max(most, { error }),
  );
}
