import type { JsonValue } from '../../contract/index.ts';

/** Levels that are put in order; deeper ones, which no vendor record has, are taken as they come. */
const orderedDepth = 100;

/**
 * One text for all orders of the same JSON: keys and lists sorted by code unit, no blanks, otherwise what
 * `JSON.stringify` writes. The API gives lists in any order. `without` leaves out a key of the outermost object.
 * Never throws on what JSON can hold; numbers beyond JSON (1e999) are told apart.
 */
export function canonicalJson(value: JsonValue, without?: string): string {
  return write(value, 0, without);
}

function write(value: JsonValue, depth: number, without?: string): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth >= orderedDepth) return unordered(value);
  if (Array.isArray(value)) return list(value, depth);
  return object(value as { readonly [key: string]: JsonValue }, depth, without);
}

function list(values: readonly JsonValue[], depth: number): string {
  if (values.length === 0) return '[]';
  const texts: string[] = [];
  for (const value of values) texts.push(write(value, depth + 1));
  return `[${texts.sort().join(',')}]`;
}

function object(value: { readonly [key: string]: JsonValue }, depth: number, without?: string): string {
  let text = '';
  for (const key of Object.keys(value).sort()) {
    if (key !== without) text += `${text === '' ? '' : ','}${quoted(key)}:${write(value[key] ?? null, depth + 1)}`;
  }
  return `{${text}}`;
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
