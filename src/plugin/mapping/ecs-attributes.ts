import type { Attributes, AttributeValue, JsonValue } from '../../contract/index.ts';
import type { FieldRow, Reader } from './field-row.ts';

interface EcsLeaf {
  readonly field: string;
  readonly name: string;
  readonly read: Reader;
}

/**
 * A function that gives the attributes of the Elastic Common Schema that rows name. `valuesOf` gives the values of a
 * field. Several values are a list, as they are under `related.`, whose lists take from all fields.
 */
export function ecsAttributes<Item>(
  rows: readonly FieldRow[],
  valuesOf: (item: Item, field: string) => readonly (JsonValue | undefined)[],
): (item: Item) => Attributes {
  const leaves = rows.flatMap(leavesOf);
  return (item) => {
    const found = new Map<string, AttributeValue[]>();
    for (const { field, name, read } of leaves) {
      for (const value of valuesOf(item, field)) add(found, name, read(value));
    }
    return Object.fromEntries([...found].map(([name, values]) => [name, attributeOf(name, values)]));
  };
}

/** The names of a row, each with its reader. */
export function ecsNamesOf({ ecs = {}, read }: FieldRow): readonly (readonly [name: string, read: Reader])[] {
  return typeof ecs === 'string' ? [[ecs, read]] : Object.entries(ecs);
}

function leavesOf(row: FieldRow): readonly EcsLeaf[] {
  return ecsNamesOf(row).map(([name, read]) => ({ field: row.field, name, read }));
}

function add(found: Map<string, AttributeValue[]>, name: string, value: AttributeValue | undefined): void {
  if (value === undefined) return;
  const values = found.get(name);
  if (values) values.push(value);
  else found.set(name, [value]);
}

function attributeOf(name: string, values: readonly AttributeValue[]): AttributeValue {
  const [first] = values;
  if (first !== undefined && values.length === 1 && !name.startsWith('related.')) return first;
  // Texts: a list of an attribute has values of one type.
  return [...new Set(values.flatMap((value) => (Array.isArray(value) ? (value as readonly string[]) : String(value))))];
}
