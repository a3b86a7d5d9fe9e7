import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonValue, LogRecord } from '../../../src/contract/index.ts';
import { ocsfClasses } from '../../../src/plugin/mapping/ocsf/ocsf-class.ts';
import { sources } from '../../../src/plugin/sources/index.ts';
import { commandKinds, folders, type GoldenPair, goldenPairs, recordOf } from './golden-pairs.ts';

/*
 * A case may have a `.ocsf.json`, the body of its record as an event of OCSF, and a `.ecs.json`, the attributes that the
 * Elastic Common Schema adds. To get one, write an empty object into it and run with UPDATE_GOLDEN=1.
 */
const pairs = goldenPairs();
const ocsf = withFile('ocsf');
const ecs = withFile('ecs');

test.each(ocsf)('$name becomes the OCSF event beside it', async ({ item, config, file, expected }) => {
  const { body } = await recordOf(item, config, { body: 'ocsf' });
  expect(updated(file, expected, body)).toEqual(JSON.parse(expected));
});

test.each(ecs)('$name has the ECS attributes beside it', async ({ item, config, file, expected }) => {
  const [plain, named] = await Promise.all([recordOf(item, config), recordOf(item, config, { ecs: true })]);
  expect(updated(file, expected, addedTo(plain, named))).toEqual(JSON.parse(expected));
});

describe('golden projections', () => {
  test('there is one of every class of OCSF in use', () => {
    const seen = ocsf.map(({ expected }) => (JSON.parse(expected) as { class_uid?: number }).class_uid);
    expect(new Set(seen)).toEqual(new Set(Object.values(ocsfClasses).map(({ uid }) => uid)));
  });

  test.each([...folders.keys()])('%s has what it can be', (folder) => {
    const ofFolder = ({ name }: GoldenPair): boolean => name.startsWith(`${folder}/`);
    const id = folders.get(folder)?.source ?? '';
    const kind = commandKinds.get(id) ?? sources.find((source) => source.id === id);
    expect([ocsf.some(ofFolder), ecs.some(ofFolder)]).toEqual([kind?.ocsf !== undefined, true]);
  });
});

test.each(pairs)('ECS changes no attribute that $name has, nor anything else', async ({ item, config }) => {
  const [plain, named] = await Promise.all([recordOf(item, config), recordOf(item, config, { ecs: true })]);
  expect({ ...named, attributes: { ...named.attributes, ...plain.attributes } }).toEqual(named);
  expect({ ...named, attributes: plain.attributes }).toEqual(plain);
});

function withFile(kind: 'ocsf' | 'ecs') {
  return pairs.flatMap((pair) => {
    const file = new URL(pair.recordFile.href.replace('.record.json', `.${kind}.json`));
    const isThere = readdirSync(new URL('.', file)).includes(file.pathname.split('/').at(-1) ?? '');
    return isThere ? [{ ...pair, file, expected: readFileSync(file, 'utf8') }] : [];
  });
}

function addedTo(plain: LogRecord, named: LogRecord): JsonValue {
  return Object.fromEntries(Object.entries(named.attributes).filter(([name]) => !(name in plain.attributes)));
}

/** The value, as a file holds it; written into the file where that is asked for. */
function updated(file: URL, expected: string, actual: JsonValue): unknown {
  const text = JSON.stringify(actual, null, 2);
  if (process.env['UPDATE_GOLDEN'] === '1' && JSON.stringify(JSON.parse(expected), null, 2) !== text) {
    writeFileSync(file, `${text}\n`);
    // Red on purpose: a rewritten expectation is to be read before it is believed.
    throw new Error('rewritten: read the difference, then run again without UPDATE_GOLDEN');
  }
  return JSON.parse(text);
}
