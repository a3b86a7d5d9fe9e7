import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { folders, goldenPairs, recordOf } from './golden-pairs.ts';

const pairs = goldenPairs();

test.each(pairs)('$name becomes the record beside it', async ({ item, config, expected, recordFile }) => {
  const text = JSON.stringify(await recordOf(item, config), null, 2);
  const isEqual = expected !== undefined && JSON.stringify(JSON.parse(expected), null, 2) === text;
  if (process.env['UPDATE_GOLDEN'] === '1' && !isEqual) {
    writeFileSync(recordFile, `${text}\n`);
    // Red on purpose: a rewritten expectation is to be read before it is believed.
    throw new Error('rewritten: read the difference, then run again without UPDATE_GOLDEN');
  }
  expect(JSON.parse(text)).toEqual(expected === undefined ? undefined : JSON.parse(expected));
});

test.each([...folders.keys()])('%s has golden pairs of its own', (folder) => {
  expect(pairs.filter(({ name }) => name.startsWith(`${folder}/`)).length).toBeGreaterThanOrEqual(3);
});
