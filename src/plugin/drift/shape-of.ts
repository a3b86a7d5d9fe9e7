import type { JsonValue } from '../../contract/index.ts';

const mostCharacters = 40;
const mostEntries = 3;

/**
 * What a value looks like, and nothing of what it says: letters are `a`, digits `9`, and what is neither punctuation nor
 * blank is `?`. Of a list or an object the first entries, keys masked as well, for some maps are keyed by people. Undefined
 * where the shape would be the value: of null, true and false.
 */
export function shapeOf(value: JsonValue): string | undefined {
  const shape = typeof value === 'object' ? nestedShape(value) : plainShape(value);
  return shape && shape.length > mostCharacters ? `${shape.slice(0, mostCharacters - 1)}…` : shape;
}

function nestedShape(value: JsonValue & (object | null)): string | undefined {
  if (value === null) return undefined;
  const entry = (each: JsonValue): string => (typeof each === 'object' ? '…' : (plainShape(each) ?? '…'));
  if (Array.isArray(value)) {
    return `[${(value as readonly JsonValue[]).slice(0, mostEntries).map(entry).join(', ')}]`;
  }
  const keys = Object.keys(value).slice(0, mostEntries);
  const object = value as { readonly [key: string]: JsonValue };
  return `{${keys.map((key) => `${masked(key)}: ${entry(object[key] ?? null)}`).join(', ')}}`;
}

function plainShape(value: string | number | boolean): string | undefined {
  if (typeof value === 'boolean') return undefined;
  return masked(String(value));
}

function masked(text: string): string {
  let shape = '';
  for (const character of text.slice(0, mostCharacters + 1)) shape += maskOf(character);
  return shape;
}

function maskOf(character: string): string {
  if (/^\p{L}$/u.test(character)) return 'a';
  if (/^\p{N}$/u.test(character)) return '9';
  return /^[ -~]$/.test(character) ? character : '?';
}
