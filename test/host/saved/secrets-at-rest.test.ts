import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSealer } from '../../../src/host/saved/sealer.ts';
import { openSqliteStateStore } from '../../../src/host/state/sqlite-state-store.ts';
import { filesBelow, findSecrets } from '../../end-to-end/secret-search.ts';
import { note } from '../state/state-fixtures.ts';
import { stateTools } from '../state/state-tools.ts';
import { sealed } from './saved-bench.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'at-rest-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('a key that is kept is in no file of the state directory, in no form; nor is the key that opens it', async () => {
  const stateDirectory = join(directory, 'state');
  const keyFile = join(directory, 'cortex.key');
  const tokens = { token: 'Canary/one+two%three=0123456789', authorization: 'Bearer canary"quoted\\and-long-enough' };
  const options = { directory: stateDirectory, tools: stateTools() };
  const store = await openSqliteStateStore(options, new AbortController().signal);
  const sealer = await openSealer({ keyFile, stateDirectory, saved: [] });
  const connector = await sealed('a', sealer, tokens);
  await store.operators.saveConnectors([connector], new Map());
  await store.operators.note(note('Added.'));
  // With the log, as a kill leaves it, and folded into the database.
  const traces = [...filesBelow(stateDirectory)];
  await store.close();
  traces.push(...filesBelow(stateDirectory));
  const identity = readFileSync(keyFile, 'utf8').split('\n').at(-2) ?? '';
  expect(findSecrets(traces, { ...tokens, identity })).toEqual([]);
  // The search does find what is there.
  expect(findSecrets(traces, { host: 'one.example' })).not.toEqual([]);
  expect(findSecrets(filesBelow(directory), { identity })).not.toEqual([]);
});
