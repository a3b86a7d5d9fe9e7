import type { DriftFinding, JsonValue } from '../../contract/index.ts';
import { objectOf } from '../sources/vendor-values.ts';
import { type KnownItem, type KnownShape, typeOf } from './known-item.ts';

/** A difference between an item and what is known of its kind. */
export interface Difference {
  readonly kind: DriftFinding['kind'];
  readonly field: string;
  /** A name within the field. */
  readonly key?: string;
  /** The type, or the value itself. */
  readonly what?: string;
  readonly value?: JsonValue;
}

export interface DifferenceOptions {
  readonly tell: (difference: Difference) => void;
  /** Whether a name within a field is none to tell of. */
  readonly isKey: (field: string, key: string) => boolean;
}

/** Entries of a list that are looked into. */
const mostEntries = 10;

/** Tells of everything about an item's fields, and one level down of their names, that is not known. Never throws. */
export function tellDifferences(item: JsonValue, known: KnownItem, options: DifferenceOptions): void {
  const object = objectOf(item);
  if (!object) return;
  for (const field of Object.keys(object)) {
    const value = object[field] ?? null;
    const shape = known.field(field);
    if (!shape) options.tell({ kind: 'new-field', field, value });
    else if (value !== null) {
      tellOfValue(field, value, { shape, options });
      if (typeof value === 'object') tellOfKeys(field, value, options);
    }
  }
}

interface Telling {
  readonly shape: KnownShape;
  readonly options: DifferenceOptions;
}

function tellOfValue(field: string, value: JsonValue, { shape, options: { tell } }: Telling): void {
  const type = typeOf(value);
  if (type === undefined) return;
  if (!shape.allows(type)) tell({ kind: 'new-type', field, what: type, value });
  if (typeof value === 'string' && value !== '' && !shape.knows(value)) {
    tell({ kind: 'new-value', field, what: value, value });
  }
}

/** The names in an object, or in the objects of a list. */
function tellOfKeys(field: string, value: JsonValue & object, { tell, isKey }: DifferenceOptions): void {
  const objects = Array.isArray(value) ? (value as readonly JsonValue[]).slice(0, mostEntries) : [value];
  for (const each of objects) {
    const object = objectOf(each);
    if (!object) continue;
    for (const key of Object.keys(object)) {
      if (!isKey(field, key)) tell({ kind: 'new-field', field, key, value: object[key] ?? null });
    }
  }
}
