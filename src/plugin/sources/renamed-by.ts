import type { JsonValue } from '../../contract/index.ts';
import type { JsonObject } from './vendor-values.ts';

/** The object with its keys in other words, to be changed further. Also where one is called `__proto__`. */
export function renamedBy(words: ReadonlyMap<string, string>, object: JsonObject): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [words.get(key) ?? key, value]));
}
