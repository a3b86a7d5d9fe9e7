import type { JsonValue } from '../../contract/index.ts';
import { jsonText } from './json-text.ts';

/**
 * Deepest nesting that reaches the exporter as maps and lists; below it a value travels as its JSON text. A map level
 * takes three protobuf messages, and common protobuf decoders stop at 100.
 */
export const maxDepth = 24;

/** Adds up what values take in OTLP/JSON, in bytes: never less than they do, and protobuf takes less. */
export interface SizeMeter {
  bytes: number;
}

/** Escapes longer than three bytes: control characters without a short form, and what escapes a lone surrogate. */
// oxlint-disable-next-line no-control-regex
const longEscape = /[\u0000-\u0007\u000b\u000e-\u001f]/;
/** `{"key":"","value":{"kvlistValue":{"values":[]}}},` */
const wrapping = 50;

/**
 * What may reach the exporter: numbers a 64-bit decoder would refuse or round (non-finite, beyond 2^53) as text, strings
 * without lone surrogates, bounded depth. Lossless otherwise: nulls, empty maps and keys such as `__proto__` stay. The
 * value itself is returned where nothing had to change. `meter` learns its size in the same walk.
 */
export function sanitise(value: JsonValue, meter: SizeMeter): JsonValue {
  return clean(value, maxDepth, meter);
}

function clean(value: JsonValue, depth: number, meter: SizeMeter): JsonValue {
  if (typeof value === 'string') return cleanText(value, meter);
  if (typeof value === 'number') return cleanNumber(value, meter);
  if (typeof value === 'boolean' || value === null) {
    meter.bytes += wrapping;
    return value;
  }
  if (depth === 0) return cleanText(jsonText(value), meter);
  return isList(value) ? cleanList(value, depth, meter) : cleanMap(value, depth, meter);
}

function cleanText(text: string, meter: SizeMeter): string {
  meter.bytes += wrapping + textBytes(text);
  return text.isWellFormed() ? text : text.toWellFormed();
}

function cleanNumber(number: number, meter: SizeMeter): number | string {
  if (Number.isFinite(number) && (Number.isSafeInteger(number) || !Number.isInteger(number))) {
    meter.bytes += wrapping + 25;
    return number;
  }
  return cleanText(String(number), meter);
}

function cleanList(list: readonly JsonValue[], depth: number, meter: SizeMeter): JsonValue {
  meter.bytes += wrapping;
  let changed: JsonValue[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const before = list[index] ?? null;
    const after = clean(before, depth - 1, meter);
    if (changed === undefined && after !== before) changed = list.slice(0, index);
    changed?.push(after);
  }
  return changed ?? list;
}

function cleanMap(map: JsonMap, depth: number, meter: SizeMeter): JsonValue {
  meter.bytes += wrapping;
  let changed: [string, JsonValue][] | undefined;
  const keys = Object.keys(map);
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    const before = map[key] ?? null;
    const after = clean(before, depth - 1, meter);
    const name = key.isWellFormed() ? key : key.toWellFormed();
    meter.bytes += textBytes(key);
    if (changed === undefined && (after !== before || name !== key)) {
      changed = keys.slice(0, index).map((earlier) => [earlier, map[earlier] ?? null]);
    }
    changed?.push([name, after]);
  }
  return changed === undefined ? map : Object.fromEntries(changed);
}

type JsonMap = { readonly [key: string]: JsonValue };

function isList(value: readonly JsonValue[] | JsonMap): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Three bytes hold any UTF-16 unit, and every escape but those of rare control characters. */
export function textBytes(text: string): number {
  return (text.length < 8 || longEscape.test(text) ? 6 : 3) * text.length;
}
