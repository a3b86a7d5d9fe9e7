import type { JsonValue } from '../../contract/index.ts';
import type { JsonType, KnownField } from '../sources/known-field.ts';

/** What is known of an item, in the form that is fast to look things up in. */
export interface KnownItem {
  /** Of a field of this name; undefined: nothing is known. */
  readonly field: (name: string) => KnownShape | undefined;
  readonly names: readonly string[];
}

export interface KnownShape {
  readonly allows: (type: string) => boolean;
  /** Whether the word is one of those that are known; always, where no words are. */
  readonly knows: (word: string) => boolean;
}

export function knownItem(fields: readonly KnownField[]): KnownItem {
  const shapes = new Map<string, KnownShape>();
  for (const name of new Set(fields.map((field) => field.name))) {
    // A field of two shapes of an item may be named twice.
    const same = fields.filter((field) => field.name === name);
    shapes.set(name, shapeKnown(same));
  }
  return { field: (name) => shapes.get(name), names: [...shapes.keys()] };
}

function shapeKnown(fields: readonly KnownField[]): KnownShape {
  const types = new Set<string>(fields.flatMap((field) => field.types));
  const hasWords = fields.every(({ values }) => values !== undefined);
  // Filters and answers spell the same word in upper and lower case.
  const words = new Set(fields.flatMap(({ values = [] }) => values.flatMap((word) => [word, word.toLowerCase()])));
  return {
    allows: (type) => types.has(type),
    knows: (word) => !hasWords || words.has(word) || words.has(word.toLowerCase()),
  };
}

/** The type of a value; undefined for null. */
export function typeOf(value: JsonValue): JsonType | undefined {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'flag';
  if (value === null) return undefined;
  return Array.isArray(value) ? 'list' : 'object';
}
