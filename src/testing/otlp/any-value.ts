import type { JsonValue } from '../../contract/index.ts';
import { arrayAt, objectAt, stringAt } from './json-shape.ts';
import type { ReceivedAttributes } from './received-record.ts';
import { Undecodable } from './undecodable.ts';

/** An OTLP AnyValue as a plain one. Refuses what the Collector's decoder refuses, such as `{"doubleValue":null}`. */
export function plainValue(value: unknown, at: string): JsonValue {
  const object = objectAt(value, at);
  const [name, ...others] = Object.keys(object).filter((key) => key in readers);
  if (name === undefined) return null;
  if (others.length > 0) throw new Undecodable(`${at}: more than one value`);
  return readers[name]?.(object[name], `${at}.${name}`) ?? null;
}

/** A list of OTLP KeyValues as an object. The last of several equal keys counts. */
export function plainAttributes(value: unknown, at: string): ReceivedAttributes {
  const entries = arrayAt(value, at).map((entry, index) => {
    const { key, value: held } = objectAt(entry, `${at}[${index}]`) as { key?: unknown; value?: unknown };
    return [stringAt(key, `${at}[${index}].key`), plainValue(held, `${at}[${index}].value`)] as const;
  });
  return Object.fromEntries(entries);
}

const readers: Readonly<Record<string, (value: unknown, at: string) => JsonValue>> = {
  stringValue: stringAt,
  boolValue: (value, at) => {
    if (typeof value !== 'boolean') throw new Undecodable(`${at}: expected a boolean`);
    return value;
  },
  intValue: (value, at) => {
    const integer = integerAt(value, at);
    if (integer !== BigInt.asIntN(64, integer)) throw new Undecodable(`${at}: does not fit 64 bits`);
    const number = Number(integer);
    return Number.isSafeInteger(number) ? number : String(integer);
  },
  doubleValue: (value, at) => {
    if (typeof value === 'number') return value;
    const isNumeral = typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value));
    if (isNumeral || value === 'NaN') return String(value);
    throw new Undecodable(`${at}: unsupported value type`);
  },
  arrayValue: (value, at) => {
    const { values } = objectAt(value, at) as { values?: unknown };
    return arrayAt(values, `${at}.values`).map((entry, index) => plainValue(entry, `${at}.values[${index}]`));
  },
  kvlistValue: (value, at) => {
    const { values } = objectAt(value, at) as { values?: unknown };
    return plainAttributes(values, `${at}.values`);
  },
  bytesValue: stringAt,
};

/** A 64-bit integer: decimal text, or a whole number. */
export function integerAt(value: unknown, at: string): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value);
  throw new Undecodable(`${at}: expected an integer`);
}
