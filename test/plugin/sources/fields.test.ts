import { describe, expect, test } from 'vitest';
import { mappingKinds } from '../../../scripts/mapping-kinds.ts';
import { ecsNamesOf } from '../../../src/plugin/mapping/ecs-attributes.ts';
import { sources } from '../../../src/plugin/sources/index.ts';
import { goldenPairs, recordOf } from './golden-pairs.ts';

const tables = mappingKinds.flatMap(({ folders, rows, nested }) =>
  folders.map((folder) => [folder, [...rows, ...(nested?.rows ?? [])]] as const),
);

/** Set of no field, or of how a row was read. */
const ofNoField =
  /^(paloalto\.cortex\.api\.generation$|paloalto\.cortex\.ingest\.|paloalto\.cortex\.alert\.events\.|paloalto\.cortex\.xql\.(query|window)\.|error\.type$)/;

describe.each(tables)('the table of %s', (folder, rows) => {
  test('names a field once', () => {
    const names = rows.map((row) => row.field);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('gives no name of ECS to what the conventions call the same', () => {
    const attributes = new Set(rows.flatMap(({ attribute, also = [] }) => [attribute, ...also]));
    const names = rows.flatMap((row) => ecsNamesOf(row).map(([name]) => name));
    expect(names.filter((name) => attributes.has(name))).toEqual([]);
  });

  test('names every attribute that its records have', async () => {
    const attributes = rows.flatMap(({ attribute, also = [] }) => [attribute ?? '', ...also]);
    const isNamed = (name: string) =>
      attributes.some((each) => (each.endsWith('*') ? name.startsWith(each.slice(0, -1)) : name === each));
    const pairs = goldenPairs().filter(({ name }) => name.startsWith(`${folder}/`));
    const records = await Promise.all(pairs.map(({ item, config }) => recordOf(item, config)));
    const names = new Set(records.flatMap((record) => Object.keys(record.attributes)));
    expect([...names].filter((name) => !ofNoField.test(name) && !isNamed(name))).toEqual([]);
  });
});

test('every source says which fields it knows', () => {
  // What a row of a query has is what the query says.
  for (const { fields } of sources.filter((source) => 'feed' in source)) expect(fields?.length).toBeGreaterThan(10);
});
