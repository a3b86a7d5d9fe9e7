import type { JsonValue } from '../../contract/index.ts';
import type { Filter } from '../sources/public-api-feed.ts';
import { claimOf, listOf, objectOf } from '../sources/vendor-values.ts';
import type { Ask, Selection, SelectionField, SelectionTable } from './selection-table.ts';
import { knownWord, sameCase } from './selection-words.ts';

/** A selection at work: what the API is asked for, and what of its answers counts. */
export interface OpenSelection {
  /** AND-ed with all else that is asked. They let through everything that {@link selects} does. */
  readonly filters: readonly Filter[];
  /** Looks at every item, also at what the API was asked for: it may not know a filter, and ignore it. */
  readonly selects: (item: JsonValue) => boolean;
  /** False: all there is is selected. */
  readonly isNarrow: boolean;
}

/** Pure. What cannot be judged is selected: an item that is no object, a value that is no word. */
export function openSelection(table: SelectionTable, selection: Selection): OpenSelection {
  const chosen = Object.entries(selection).flatMap(([name, words]) => {
    const field = table[name];
    return field ? [{ field, words, filter: filterOf(field, words) }] : [];
  });
  const tests = chosen.map(testOf);
  return {
    filters: chosen.flatMap(({ filter }) => filter ?? []),
    selects: (item) => tests.every((test) => test(item)),
    isNarrow: tests.length > 0,
  };
}

function filterOf(field: SelectionField, words: readonly string[]): Filter | undefined {
  const { ask, set, beginnings = [] } = field;
  if (!ask) return undefined;
  if (set === 'yes or no') return { field: ask.filter, operator: 'eq', value: words[0] === 'yes' };
  const isAskable = (word: string): boolean => ask.words === 'any' || knownWord(field, word) !== undefined;
  if (!words.every(isAskable) || words.some((word) => beginnings.includes(word))) return undefined;
  const spellings = [...new Set(words.flatMap((word) => spellingsOf(word, ask)))];
  const [first = ''] = spellings;
  return spellings.length === 1 && ask.single
    ? { field: ask.filter, operator: ask.single, value: first }
    : { field: ask.filter, operator: 'in', value: spellings };
}

function spellingsOf(word: string, { inEachCase }: Ask): readonly string[] {
  if (!inEachCase) return [word];
  const lower = word.toLowerCase();
  return [word, lower, word.toUpperCase(), lower.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase())];
}

interface Chosen {
  readonly field: SelectionField;
  readonly words: readonly string[];
  readonly filter: Filter | undefined;
}

function testOf({ field, words, filter }: Chosen): (item: JsonValue) => boolean {
  const wanted = new Set(words.map(sameCase));
  const beginnings = (field.beginnings ?? []).filter((word) => wanted.has(word));
  return (item) => {
    const values = valuesOf(field, item);
    // The API knows what an item it names belongs to, even where the item does not say.
    if (values?.length === 0) return filter !== undefined;
    return values?.some((value) => wanted.has(value) || beginnings.some((word) => value.startsWith(word))) ?? true;
  };
}

/** In the case they are compared in; none where the item has none, undefined where they cannot be read. */
function valuesOf({ key, overriddenBy, set }: SelectionField, item: JsonValue): readonly string[] | undefined {
  const object = objectOf(item);
  const overriding = overriddenBy === undefined ? undefined : object?.[overriddenBy];
  const value = isMissing(overriding) ? object?.[key] : overriding;
  if (object && isMissing(value)) return [];
  if (set !== 'yes or no') return Array.isArray(value) && value.length === 0 ? [] : listOf(value)?.map(sameCase);
  const claim = claimOf(value);
  return claim === undefined ? undefined : [claim ? 'yes' : 'no'];
}

function isMissing(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '';
}
