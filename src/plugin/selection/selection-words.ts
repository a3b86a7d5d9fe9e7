import { nearestName } from '../../shared/nearest-name.ts';
import type { SelectionField } from './selection-table.ts';

/** The words in a line of text, or in a list; undefined for anything else, and where there are none. */
export function wordsOf(given: unknown): readonly string[] | undefined {
  const parts: unknown = typeof given === 'string' ? given.split(',') : given;
  if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) return undefined;
  const words = parts.map((part) => part.trim()).filter((word) => word !== '');
  return words.length > 0 ? [...new Map(words.map((word) => [sameCase(word), word])).values()] : undefined;
}

/** A word in the spelling of the records, where it is known. */
export function knownWord({ known }: SelectionField, word: string): string | undefined {
  return known.find((one) => sameCase(one) === sameCase(word));
}

/** The line of text with every word that is not known replaced by the nearest; undefined where one has none. */
export function nearestWords(field: SelectionField, words: readonly string[]): string | undefined {
  const names = new Map(field.known.map((word) => [snake(word), word]));
  const nearest = words.map((word) => {
    const name = knownWord(field, word) ?? nearestName(word, [...names.keys()]);
    return name === undefined ? undefined : (names.get(name) ?? name);
  });
  return nearest.includes(undefined) ? undefined : nearest.join(', ');
}

/** For comparing. */
export function sameCase(word: string): string {
  return word.toLowerCase();
}

/** As {@link nearestName} compares. */
function snake(word: string): string {
  return word.replace(/[\s.-]+/g, '_').toLowerCase();
}
