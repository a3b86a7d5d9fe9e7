import { z } from 'zod';
import { textError, writtenText } from './written-text.ts';

export interface ListBounds {
  readonly what: string;
  readonly most?: number;
}

/** A list of texts, each once, in the order given. A number is taken as its text, one text as a list of one. */
export function listOf({ what, most = 1000 }: ListBounds) {
  const one = z
    .string({ error: textError(`must be ${what}`) })
    .trim()
    .min(1, { error: `must be ${what}, and is empty` })
    .max(4096, { error: 'must be at most 4096 characters long' });
  const list = z
    .array(one, { error: `must be a list of ${what}` })
    .min(1, { error: `must hold at least one: ${what}` })
    .max(most, { error: `must hold at most ${most}` })
    .transform((texts): readonly string[] => [...new Set(texts)]);
  return z.preprocess((given) => {
    const items: readonly unknown[] = Array.isArray(given) ? given : given === undefined ? [] : [given];
    return given === undefined ? given : items.map(writtenText);
  }, list);
}
