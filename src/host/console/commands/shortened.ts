import type { JsonValue } from '../../../contract/index.ts';

/** The most entries of a list and characters of a text that are left, tried one after the other until all of it fits. */
const measures = [
  { entries: 200, characters: 8192 },
  { entries: 50, characters: 1024 },
  { entries: 10, characters: 256 },
  { entries: 3, characters: 64 },
] as const;

/** A value that is short enough to be shown: long lists and texts are cut, the rest keeps its form. */
export function shortened(value: JsonValue, mostCharacters: number): { value: JsonValue; isShort: boolean } {
  const length = (one: JsonValue): number => JSON.stringify(one).length;
  if (length(value) <= mostCharacters) return { value, isShort: false };
  for (const measure of measures) {
    const cut = cutTo(value, measure);
    if (length(cut) <= mostCharacters) return { value: cut, isShort: true };
  }
  return { value: null, isShort: true };
}

function cutTo(value: JsonValue, measure: (typeof measures)[number]): JsonValue {
  const { entries, characters } = measure;
  if (typeof value === 'string') {
    return value.length > characters ? `${value.slice(0, characters).toWellFormed()}…` : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.slice(0, entries).map((each) => cutTo(each, measure));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, cutTo(each, measure)]));
}

/** `Array.isArray` knows nothing of lists that are read only. */
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
