import { z } from 'zod';
import type { JsonValue } from '../../src/contract/index.ts';

export type AnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string | number }
  | { readonly doubleValue: number | 'NaN' | 'Infinity' | '-Infinity' }
  | { readonly arrayValue: { readonly values?: readonly AnyValue[] | undefined } }
  | { readonly kvlistValue: { readonly values?: readonly KeyValue[] | undefined } }
  | Readonly<Record<string, never>>;

export interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

/** OTLP/JSON as the Collector's file exporter writes it. Strict: a field that is not named here is an error. */
export const anyValueSchema: z.ZodType<AnyValue> = z.lazy(() =>
  z.union([
    z.strictObject({ stringValue: z.string() }),
    z.strictObject({ boolValue: z.boolean() }),
    z.strictObject({ intValue: z.union([z.string(), z.number()]) }),
    z.strictObject({ doubleValue: z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])]) }),
    z.strictObject({ arrayValue: z.strictObject({ values: z.array(anyValueSchema).optional() }) }),
    z.strictObject({ kvlistValue: z.strictObject({ values: keyValuesSchema.optional() }) }),
    z.strictObject({}),
  ]),
);

export const keyValuesSchema: z.ZodType<readonly KeyValue[]> = z.lazy(() =>
  z.array(z.strictObject({ key: z.string(), value: anyValueSchema })),
);

/** The JSON value it stands for; the empty value stands for null. @throws RangeError when the value is no JSON. */
export function plainValue(value: AnyValue): JsonValue {
  if ('stringValue' in value) return value.stringValue;
  if ('boolValue' in value) return value.boolValue;
  if ('intValue' in value) return finite(Number(value.intValue), Number.isSafeInteger);
  if ('doubleValue' in value) return finite(Number(value.doubleValue), Number.isFinite);
  if ('arrayValue' in value) return (value.arrayValue.values ?? []).map(plainValue);
  if ('kvlistValue' in value) return plainMap(value.kvlistValue.values ?? []);
  return null;
}

/** A map of JSON values. @throws RangeError when a key comes twice, or a value is no JSON. */
export function plainMap(entries: readonly KeyValue[]): { readonly [key: string]: JsonValue } {
  const keys = new Set(entries.map(({ key }) => key));
  if (keys.size !== entries.length) throw new RangeError(`a key comes twice: ${entries.map(({ key }) => key).join()}`);
  return Object.fromEntries(entries.map(({ key, value }) => [key, plainValue(value)]));
}

function finite(number: number, exact: (number: number) => boolean): number {
  if (!exact(number)) throw new RangeError(`${number} cannot be held exactly`);
  return number;
}
