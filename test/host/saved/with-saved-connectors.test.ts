import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withSavedConnectors } from '../../../src/host/saved/with-saved-connectors.ts';
import type { SavedConnector } from '../../../src/host/state/operator-store.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { numbersPlugin } from '../config/numbers-plugin.ts';
import { plainConfiguration, plainConnector } from '../plain-configuration.ts';
import { referring, savedContext } from './saved-bench.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'saved-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const ofFile = plainConnector({
  id: 'numbers',
  name: 'Numbers',
  plugin: numbersPlugin,
  config: { source: 'odd-numbers', tenant: 'one.example', pollIntervalMs: 1 },
  inputs: new Secret(''),
});
const inputs = new Secret('');
const destination = { config: { kind: 'file', path: '/records.jsonl' }, inputs } as const;
const file = plainConfiguration({ connectors: [ofFile], destination, watchedFiles: ['/z'] });

async function complete(saved: readonly SavedConnector[], damaged: readonly string[] = []) {
  return withSavedConnectors(file, { saved, damaged }, savedContext(directory).context);
}

test('what is saved comes behind what stands in the file, which stays as it is', async () => {
  const { connectors, broken, ...others } = await complete([referring('a'), referring('b')]);
  expect(connectors.map(({ id, origin }) => [id, origin])).toEqual([
    ['numbers', 'file'],
    ['a', 'saved'],
    ['b', 'saved'],
  ]);
  expect(connectors[0]).toBe(ofFile);
  expect(broken).toEqual([]);
  const { connectors: _connectors, broken: _broken, ...rest } = file;
  expect(others).toEqual(rest);
});

test('the files its values come from are watched, also those of one that is broken', async () => {
  writeFileSync(join(directory, 'there'), 'token');
  const at = (name: string) => ({ token: { kind: 'reference', text: `\${file:${name}}`, setMs: 1 } }) as const;
  const { watchedFiles, broken } = await complete([
    referring('a', { secrets: at('there') }),
    referring('b', { secrets: at('not-there') }),
  ]);
  expect(watchedFiles).toEqual(['/z', join(directory, 'not-there'), join(directory, 'there')].toSorted());
  expect(broken).toMatchObject([{ id: 'b' }]);
});

test('one that cannot be configured is broken, and no other', async () => {
  const { connectors, broken } = await complete([referring('a', { settings: {} }), referring('b')]);
  expect(connectors.map(({ id }) => id)).toEqual(['numbers', 'b']);
  expect(broken).toEqual([
    {
      id: 'a',
      name: 'The a',
      source: 'odd-numbers',
      message: 'settings.host: is required',
      remedy: expect.any(String),
    },
  ]);
});

test('where one of the file has the same id, the file wins and the other is a row of its own', async () => {
  const { connectors, broken } = await complete([referring('numbers'), referring('b')]);
  expect(connectors.map(({ id, origin }) => [id, origin])).toEqual([
    ['numbers', 'file'],
    ['b', 'saved'],
  ]);
  expect(broken).toMatchObject([{ id: 'numbers-saved', name: 'The numbers', message: expect.stringContaining('id') }]);
});

test('where one of the file has the same name, in whatever case, the file wins', async () => {
  const { connectors, broken } = await complete([referring('a', { name: 'NUMBERS' })]);
  expect(connectors).toEqual([ofFile]);
  expect(broken).toMatchObject([{ id: 'a', message: expect.stringMatching(/numbers.*configuration file.*same name/) }]);
});

test('one that is lost or damaged is a row that says so', async () => {
  const { broken } = await complete([referring('b')], ['a', 'numbers']);
  expect(broken).toMatchObject([
    { id: 'a', source: 'unknown', message: expect.stringMatching(/lost or damaged/), remedy: expect.any(String) },
    { id: 'numbers-saved' },
  ]);
});
