import { isIP } from 'node:net';
import type { JsonValue } from '../../contract/index.ts';

/*
 * Readers of vendor values. Any field may be null, missing, wrapped in a one-element list or of another type (the
 * second version of some endpoints wraps scalars, and numbers come as strings): what cannot be read is undefined.
 */

export type JsonObject = { readonly [key: string]: JsonValue };

/** The object in a value; undefined for anything else, lists included. */
export function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** Not empty text; numbers become text. Null and "" both mean that there is none. */
export function textOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return Array.isArray(value) && value.length === 1 ? textOf(scalarOf(value[0])) : undefined;
}

/** A number an attribute can hold exactly; decimal text is read. */
export function numberOf(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return isExact(value) ? value : undefined;
  if (typeof value === 'string') return decimal.test(value) ? numberOf(Number(value)) : undefined;
  return Array.isArray(value) && value.length === 1 ? numberOf(scalarOf(value[0])) : undefined;
}

const decimal = /^-?\d+(?:\.\d+)?$/;

function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

/** A claim, written as a boolean or as older servers do: "Yes", "No", "true", "false". */
export function claimOf(value: JsonValue | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return claims.get(value.toLowerCase());
  return Array.isArray(value) && value.length === 1 ? claimOf(scalarOf(value[0])) : undefined;
}

const claims: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
]);

/** The texts of a list; one text counts as a list of one. Undefined rather than empty. */
export function listOf(value: JsonValue | undefined): readonly string[] | undefined {
  if (!Array.isArray(value)) {
    const text = textOf(scalarOf(value));
    return text === undefined ? undefined : [text];
  }
  const texts: string[] = [];
  for (const each of value) {
    const text = textOf(scalarOf(each));
    if (text !== undefined) texts.push(text);
  }
  return texts.length > 0 ? texts : undefined;
}

/** An address a browser can open: what a link has to be to be a `url.full`. */
export function linkOf(value: JsonValue | undefined): string | undefined {
  const text = textOf(value);
  return text !== undefined && /^https?:\/\//i.test(text) ? text : undefined;
}

/** Network addresses of a list or of comma-separated text, without ports; text that is no address stays as it is. */
export function addressesOf(value: JsonValue | undefined): readonly string[] | undefined {
  const parts = listOf(value)?.flatMap((text) => text.split(','));
  return listOf(parts?.map((part) => withoutPort(part.trim())));
}

function withoutPort(text: string): string {
  const host = /^\[([^\]]+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(text);
  const address = host?.[1] ?? host?.[2];
  return address !== undefined && isIP(address) !== 0 ? address : text;
}

/** Keeps readers from following lists in lists: a vendor wraps once, an attacker as often as it takes. */
function scalarOf(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === 'object' ? undefined : value;
}
