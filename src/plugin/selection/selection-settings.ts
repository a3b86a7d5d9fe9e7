import { z } from 'zod';
import type { Selection, SelectionField, SelectionTable } from './selection-table.ts';
import { knownWord, wordsOf } from './selection-words.ts';

/** More words, and longer ones, are a mistake; they would not fit a request. */
const mostWords = 100;
const longestWord = 256;

/** A setting for each field of the table: a line of text with commas in it, or a list; a claim is a choice. */
export function selectionSettings(table: SelectionTable): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(
    Object.entries(table).map(([name, field]) => [name, field.set === 'yes or no' ? claim(field) : words(field)]),
  );
}

/** What was chosen, of settings that {@link selectionSettings} made. */
export function selectionOf(table: SelectionTable, settings: Readonly<Record<string, unknown>>): Selection {
  const chosen = Object.keys(table).map((name) => [name, settings[name]] as const);
  return Object.fromEntries(chosen.filter((entry): entry is [string, readonly string[]] => Array.isArray(entry[1])));
}

/** Words in the spelling of the records where they are known, else as they are written. */
function words(field: SelectionField): z.ZodType {
  return z
    .union([z.string(), z.array(z.string())], { error: 'must be text, with commas between words, or a list' })
    .transform((given, ctx): readonly string[] => {
      const chosen = wordsOf(given) ?? [];
      const problem = problemOf(field, chosen);
      if (problem !== undefined) ctx.issues.push({ code: 'custom', message: problem, input: given });
      return chosen.map((word) => knownWord(field, word) ?? word);
    })
    .optional()
    .meta(shown(field));
}

function problemOf(field: SelectionField, chosen: readonly string[]): string | undefined {
  if (chosen.length === 0) return 'must name at least one; without the setting all are collected';
  if (chosen.length > mostWords) return `must name at most ${mostWords}`;
  if (chosen.some((word) => word.length > longestWord)) return `must hold words of at most ${longestWord} characters`;
  if (field.set === 'open' || chosen.every((word) => knownWord(field, word) !== undefined)) return undefined;
  return `must be of ${field.known.join(', ')}; several with commas between them`;
}

/** Not a mere yes or no: a box that is not ticked would leave out the others. */
function claim(field: SelectionField): z.ZodType {
  return z
    .preprocess(
      (value) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : value),
      z.enum(['any', 'yes', 'no'], { error: 'must be any, yes or no' }),
    )
    .prefault('any')
    .transform((answer) => (answer === 'any' ? undefined : [answer]))
    .meta(shown(field));
}

function shown({ title, description, examples }: SelectionField) {
  return { title, description, ...(examples && { examples: [...examples] }), 'x-selection': true };
}
