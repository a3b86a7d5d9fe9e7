import type { Attributes, AttributeValue, JsonValue } from '../../contract/index.ts';
import type { JsonObject } from './vendor-values.ts';
import { claimOf, listOf, numberOf, textOf } from './vendor-values.ts';

/** Attributes in the making. */
export type OpenAttributes = Record<string, AttributeValue>;

type Reader = (value: JsonValue | undefined) => AttributeValue | undefined;

/** Which field becomes which attribute, and how it is read. */
export type AttributeTable = readonly (readonly [field: string, attribute: string, read: Reader])[];

/** Attributes of the fields that are there and can be read; the body holds all of them anyway. */
export function attributesOf(item: JsonObject, table: AttributeTable): OpenAttributes {
  const attributes: OpenAttributes = {};
  for (const [field, attribute, read] of table) {
    const value = item[field];
    if (value !== null && value !== undefined) put(attributes, attribute, read(value));
  }
  return attributes;
}

/** Sets an attribute that has a value. */
export function put(attributes: OpenAttributes, attribute: string, value: AttributeValue | undefined): void {
  if (value !== undefined) attributes[attribute] = value;
}

/** Keys that may name an attribute: upstream must not be able to invent names without end. */
const flatKey = /^[A-Za-z][\w.-]{0,63}$/;
const mostFlatKeys = 32;

/**
 * Attributes of an object whose keys are not known beforehand: the plain values and lists of its first level, the
 * first {@link mostFlatKeys} of them. Deeper ones stay in the body.
 */
export function flatAttributes(object: JsonObject | undefined, prefix: string): Attributes {
  const attributes: OpenAttributes = {};
  for (const [key, value] of Object.entries(object ?? {}).slice(0, mostFlatKeys)) {
    if (flatKey.test(key)) put(attributes, `${prefix}.${key}`, flatValue(value));
  }
  return attributes;
}

function flatValue(value: JsonValue): AttributeValue | undefined {
  if (Array.isArray(value)) return listOf(value);
  if (typeof value === 'boolean') return claimOf(value);
  return typeof value === 'number' ? numberOf(value) : textOf(value);
}
