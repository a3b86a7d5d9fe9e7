import { hash } from 'node:crypto';
import type { DriftFinding, JsonValue } from '../../contract/index.ts';
import type { Privacy } from '../privacy/create-privacy.ts';
import type { Difference } from './differences.ts';
import { shapeOf } from './shape-of.ts';

/** A difference as an operator may see it. */
export type Listed = Pick<DriftFinding, 'kind' | 'field' | 'what' | 'sample'> & { readonly key: string };

const longestName = 100;

/** A value that is a word, as the vendor's are; anything else may be about somebody, and shows as its shape. */
const word = /^[\w-]{1,40}$/;

/**
 * Undefined for a field that a privacy rule drops: its name is not to be seen either. `at` stands before the name of a
 * field of an item that stands within another one, such as `alerts.data[].`.
 */
export function listedOf(difference: Difference, privacy: Privacy, at: string): Listed | undefined {
  const seen = seenThrough(privacy, difference);
  if (seen === 'nothing') return undefined;
  const { kind, field, key, what, value } = difference;
  const name = nameOf(`${at}${field}${key === undefined ? '' : `.${key}`}`);
  const sample = seen === 'value' && value !== undefined ? shapeOf(value) : undefined;
  const isShown = kind === 'new-type' || (kind === 'new-value' && seen === 'value' && word.test(what ?? ''));
  return listed({ kind, field: name, ...(isShown && { what }), ...(sample !== undefined && { sample }) });
}

/** The one that stands for all further values of its field. */
export function furtherValues({ kind, field }: Listed): Listed {
  return listed({ kind, field });
}

/** The one of a field that was there and is no more. */
export function goneField(field: string, at: string): Listed {
  return listed({ kind: 'gone-field', field: nameOf(`${at}${field}`) });
}

function listed(finding: Omit<Listed, 'key'>): Listed {
  const { kind, field, what } = finding;
  // The names are the vendor's; a digest is a key that any store takes.
  return { ...finding, key: hash('sha256', JSON.stringify([kind, field, what ?? null])).slice(0, 32) };
}

function seenThrough(privacy: Privacy, { field, key, value = null }: Difference): 'value' | 'field' | 'nothing' {
  const holding = (name: string, held: JsonValue): JsonValue => Object.fromEntries([[name, held]]);
  const { item } = privacy.treat(holding(field, key === undefined ? value : holding(key, value)));
  const outer = ownOf(item, field);
  const left = key === undefined ? outer : ownOf(outer, key);
  if (left === undefined) return 'nothing';
  return left === value ? 'value' : 'field';
}

function ownOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as { readonly [key: string]: JsonValue })[name];
}

/** Without what could be obeyed, or turn the direction of text. */
function nameOf(name: string): string {
  const plain = name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  return plain.length > longestName ? `${plain.slice(0, longestName - 1).toWellFormed()}…` : plain;
}
