import type { JsonValue } from '../../contract/index.ts';

/** Levels that are put in order; deeper ones, which no vendor record has, are taken as they come. */
const orderedDepth = 100;

/**
 * A function that gives one text to all orders of the same JSON: keys and lists sorted by code unit, no blanks,
 * otherwise what `JSON.stringify` writes, for the API gives lists in any order. `without` leaves out keys of the
 * outermost object. It never throws on what JSON can hold; numbers beyond JSON (1e999) are told apart.
 *
 * Items of a list have the same keys in the same order: the function remembers how it sorted the last ones.
 */
export function canonicalJson(...without: readonly string[]): (value: JsonValue) => string {
  let keys: readonly string[] = [];
  let sorted: readonly Member[] = [];
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return write(value, 0);
    const found = Object.keys(value);
    if (!isSame(found, keys)) {
      keys = found;
      sorted = membersOf(found.filter((key) => !without.includes(key)));
    }
    return object(value as JsonObject, sorted, 0);
  };
}

type JsonObject = { readonly [key: string]: JsonValue };

/** A key, and what stands before its value: `,"key":`. */
type Member = readonly [key: string, lead: string];

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (const [index, key] of a.entries()) if (key !== b[index]) return false;
  return true;
}

function membersOf(keys: readonly string[]): readonly Member[] {
  return keys.toSorted().map((key, index) => [key, `${index === 0 ? '' : ','}${quoted(key)}:`]);
}

function write(value: JsonValue, depth: number): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth >= orderedDepth) return unordered(value);
  if (Array.isArray(value)) return list(value, depth);
  return object(value as JsonObject, membersOf(Object.keys(value)), depth);
}

function object(value: JsonObject, members: readonly Member[], depth: number): string {
  let text = '{';
  for (const [key, lead] of members) text += lead + write(value[key] ?? null, depth + 1);
  return `${text}}`;
}

function list(values: readonly JsonValue[], depth: number): string {
  if (values.length === 0) return '[]';
  const texts: string[] = [];
  for (const value of values) texts.push(write(value, depth + 1));
  return `[${texts.sort().join(',')}]`;
}

/* Most texts need no escape, and asking is four times cheaper than escaping. */
// oxlint-disable-next-line no-control-regex
const needsEscape = /[\u0000-\u001f"\\\ud800-\udfff]/;

function quoted(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Without recursion, so that no depth can exhaust the stack. */
function unordered(value: JsonValue): string {
  const pending: JsonValue[] = [value];
  let text = '';
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) {
      text += `${typeof next === 'string' ? quoted(next) : String(next)},`;
      continue;
    }
    const entries = Object.entries(next);
    text += `${Array.isArray(next) ? 'list' : 'object'} ${entries.length}:`;
    for (const [key, each] of entries) pending.push(each, key);
  }
  return text;
}
