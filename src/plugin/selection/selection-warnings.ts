import type { FieldReport } from '../../contract/index.ts';
import type { Selection, SelectionTable } from './selection-table.ts';
import { isName } from '../privacy/shown-name.ts';
import { knownWord, nearestWords } from './selection-words.ts';

/** Words that no document names: taken, for the vendor adds some without notice, but perhaps mistyped. */
export function selectionWarnings(table: SelectionTable, selection: Selection): readonly FieldReport[] {
  return Object.entries(selection).flatMap(([path, words]) => {
    const field = table[path];
    if (!field || field.known.length === 0 || field.set !== 'open') return [];
    const unknown = words.filter((word) => knownWord(field, word) === undefined);
    if (unknown.length === 0) return [];
    const suggested = nearestWords(field, words);
    return [{ path, errors: [], warnings: unknown.map(unknownWord), ...(suggested !== undefined && { suggested }) }];
  });
}

function unknownWord(word: string): string {
  return `holds ${shownWord(word)} that no document of the API names: it is looked for after reading, in any case`;
}

/** A word of a product may have spaces in it. It may as well be a key that was pasted into the wrong place. */
function shownWord(word: string): string {
  const isShown = word.length <= 64 && isName(word.replaceAll(' ', '_'));
  return isShown ? `"${word}", a word` : 'a word';
}
