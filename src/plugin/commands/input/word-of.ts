import { z } from 'zod';

/**
 * One of a few words, as people know them from elsewhere too: `In Progress`, `in-progress` and `IN_PROGRESS` are
 * `in_progress`. `others`: more names, and which word each means.
 */
export function wordOf<const Word extends string>(
  words: readonly [Word, ...Word[]],
  others: Readonly<Record<string, Word>> = {},
) {
  return z.preprocess(
    (given) => {
      if (typeof given !== 'string') return given;
      const word = given
        .trim()
        .toLowerCase()
        .replaceAll(/[\s-]+/g, '_');
      return others[word] ?? word;
    },
    z.enum(words, { error: `must be one of ${words.join(', ')}` }),
  );
}
