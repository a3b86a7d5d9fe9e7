import { ConnectorError, type JsonValue } from '../../contract/index.ts';
import { jsonShape } from './json-shape.ts';
import { mostValues, tooManyValues } from './too-many-values.ts';

/* Deeper than any vendor record, and shallow enough for whoever walks it recursively. */
const deepest = 200;
/**
 * Parses an answer. Integers beyond 2^53 and numbers beyond a double's range become their decimal text; a byte order
 * mark is tolerated; `__proto__` is a key like any other and sets no prototype.
 * @throws ConnectorError `protocol`; code `API-SIZE` when it holds more values than are safe to keep in memory.
 */
export function parseJson(text: string): JsonValue {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const shape = jsonShape(json);
  if (shape.depth > deepest)
    throw new ConnectorError('protocol', `the answer is nested deeper than ${deepest} levels`, { code: 'API-BODY' });
  if (shape.values > mostValues) throw tooManyValues();
  try {
    // Looking at every number costs five times as much.
    return shape.largeNumbers ? (JSON.parse(json, keepDigits) as JsonValue) : (JSON.parse(json) as JsonValue);
  } catch {
    // The parser's own message quotes what it read.
    throw new ConnectorError('protocol', 'the answer is not valid JSON', { code: 'API-BODY' });
  }
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source ?? String(value);
  return !Number.isFinite(value) || /^-?\d+$/.test(source) ? source : value;
}
