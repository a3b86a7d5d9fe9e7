import type { FieldReport } from '../../contract/index.ts';
import type { Selection, SelectionTable } from './selection-table.ts';
import { knownWord, nearestWords } from './selection-words.ts';

/** Words that no document names: taken, for the vendor adds some without notice, but perhaps mistyped. */
export function selectionWarnings(table: SelectionTable, selection: Selection): readonly FieldReport[] {
  return Object.entries(selection).flatMap(([path, words]) => {
    const field = table[path];
    if (!field || field.known.length === 0 || field.set !== 'open') return [];
    if (words.every((word) => knownWord(field, word) !== undefined)) return [];
    const suggested = nearestWords(field, words);
    return [{ path, errors: [], warnings: [unknownWord], ...(suggested !== undefined && { suggested }) }];
  });
}

const unknownWord = 'holds a word that no document of the API names: it is looked for after reading, in any case';
