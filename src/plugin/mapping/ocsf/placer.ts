import type { JsonObject } from '../../sources/vendor-values.ts';
import type { FieldRow } from '../field-row.ts';
import { fittedObject } from './fitted-object.ts';
import type { OcsfObject } from './ocsf-object.ts';
import type { OcsfReader } from './place.ts';

interface Leaf {
  readonly field: string;
  readonly key: string;
  readonly read: OcsfReader;
}

interface Branch {
  readonly name: string;
  readonly isList: boolean;
  readonly leaves: Leaf[];
  readonly branches: Branch[];
}

/** An object of an item's fields, and the fields that found a place in it. */
export interface Placed {
  readonly object: OcsfObject;
  readonly fields: ReadonlySet<string>;
}

/** The path of an object's attribute in another class of events; undefined where it has none. */
export type Translation = (path: string) => string | undefined;

/**
 * A function that puts an item's fields where their rows say. An object that the schema would refuse, such as a process
 * without an id, is left out, and its fields count as not placed.
 */
export function placer(
  rows: readonly FieldRow[],
  { name = '', translate = (path) => path }: { readonly name?: string; readonly translate?: Translation } = {},
): (item: JsonObject) => Placed {
  const root = branchOf(name, false);
  const places = rows.flatMap((row) => placesOf(row).map((place) => ({ ...place, field: row.field })));
  // What steps in comes after all that it may stand in for.
  for (const { field, path, read } of places.toSorted((a, b) => Number(a.isSubstitute) - Number(b.isSubstitute))) {
    const steps = translate(path)?.split('.') ?? [];
    const key = steps.pop();
    if (key !== undefined) descend(root, steps).leaves.push({ field, key, read });
  }
  return (item) => {
    const fields: string[] = [];
    const object = build(root, item, fields) ?? {};
    return { object, fields: new Set(fields) };
  };
}

interface Place {
  readonly path: string;
  readonly read: OcsfReader;
  /** Only where no other field stands. */
  readonly isSubstitute: boolean;
}

/** The places of a row. */
export function placesOf({ ocsf = {}, read }: FieldRow): readonly Place[] {
  const all: readonly (readonly [string, OcsfReader])[] =
    typeof ocsf === 'string' ? [[ocsf, read]] : Object.entries(ocsf);
  return all.map(([path, reader]) => ({
    path: path.replace(/\?$/, ''),
    read: reader,
    isSubstitute: path.endsWith('?'),
  }));
}

function descend(from: Branch, steps: readonly string[]): Branch {
  return steps.reduce((branch, step) => {
    const name = step.replace('[]', '');
    const there = branch.branches.find((each) => each.name === name);
    if (there) return there;
    const made = branchOf(name, step.endsWith('[]'));
    branch.branches.push(made);
    return made;
  }, from);
}

function branchOf(name: string, isList: boolean): Branch {
  return { name, isList, leaves: [], branches: [] };
}

function build(branch: Branch, item: JsonObject, fields: string[]): OcsfObject | undefined {
  const before = fields.length;
  const object: OcsfObject = {};
  for (const leaf of branch.leaves) {
    if (put(object, leaf, item)) fields.push(leaf.field);
  }
  for (const below of branch.branches) {
    const built = build(below, item, fields);
    if (built) object[below.name] = below.isList ? [built] : built;
  }
  const fitted = fittedObject(branch.name, object);
  if (!fitted) fields.length = before;
  return fitted;
}

function put(object: OcsfObject, { field, key, read }: Leaf, item: JsonObject): boolean {
  const given = item[field];
  if (given === null || given === undefined) return false;
  const value = read(given);
  if (value === undefined) return false;
  const there = object[key];
  if (there === undefined) {
    object[key] = value;
    return true;
  }
  if (!Array.isArray(there) || !Array.isArray(value)) return false;
  object[key] = [...there, ...value];
  return true;
}
