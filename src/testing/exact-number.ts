import type { JsonValue } from '../contract/index.ts';

interface RawJson {
  readonly rawJSON?: (text: string) => JsonValue;
}

/**
 * A number of a vendor record that JavaScript cannot hold, such as `exactNumber('9007199254740993')`: the fake tenant
 * sends the digits as they are. @throws SyntaxError when the text is no JSON scalar.
 */
export function exactNumber(digits: string): JsonValue {
  // Node has it, TypeScript's library does not know it yet.
  const { rawJSON } = JSON as RawJson;
  if (!rawJSON) throw new TypeError('this Node has no JSON.rawJSON');
  return rawJSON(digits);
}
