import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSealer } from '../../src/host/saved/sealer.ts';
import { openSqliteStateStore } from '../../src/host/state/sqlite-state-store.ts';
import type { SavedConnector, StoredSecret } from '../../src/host/state/operator-store.ts';
import { statusReportSchema } from '../../src/host/status/status-report.ts';
import { savedConnector } from '../host/state/state-fixtures.ts';
import { stateTools } from '../host/state/state-tools.ts';
import { canary, type Workplace, workplace } from './workplace.ts';

const reference: StoredSecret = { kind: 'reference', text: '${env:CORTEX_KEY}', setMs: 1 };

/** What the console of an earlier life has left behind. */
async function saved({ tenant, state, endpoint }: Workplace, change: Partial<SavedConnector> = {}): Promise<void> {
  const connector = savedConnector('made', {
    name: 'Made here',
    source: 'xdr-incidents',
    settings: { server_url: tenant.url, api_key_id: canary.id, key_type: 'standard' },
    secrets: { api_key: reference },
    destination: { endpoint: endpoint.url, encoding: 'json', compression: 'none', authorization: null },
    ...change,
  });
  const store = await openSqliteStateStore({ directory: state, tools: stateTools() }, new AbortController().signal);
  await store.operators.saveConnectors([connector], new Map());
  await store.operators.setPause('made', { by: 'anna', atMs: 1 });
  await store.close();
}

const withKeyFile = { state: { directory: './state', key_file: './cortex.key' } };

async function sealedKey(place: Workplace): Promise<SavedConnector['secrets']> {
  const { directory, state } = place;
  const keyFile = join(directory, 'cortex.key');
  await place.configure({ rest: withKeyFile });
  const sealer = await openSealer({ keyFile, stateDirectory: state, saved: [] });
  return { api_key: { kind: 'sealed', text: await sealer.seal(canary.key), setMs: 1 } };
}

describe('a connector made in the console', () => {
  test('can be tested, looked at, replayed and moved by its id', async () => {
    const place = await workplace();
    await saved(place, { secrets: await sealedKey(place) });
    const tested = await place.run('test', '--connector', 'made');
    expect(tested).toMatchObject({ code: 0, stdout: expect.stringMatching(/Made here.*Connection successful/s) });
    expect((await place.run('tap', '--connector', 'made')).stdout).toContain('paloalto.cortex.incident');
    const period = ['--from', new Date(Date.now() - 3_600_000).toISOString(), '--to', new Date().toISOString()];
    // Its own destination is where it goes, not that of the file, which nobody answers.
    await place.configure({ otlp: { endpoint: 'http://127.0.0.1:9' }, rest: withKeyFile });
    expect(await place.run('replay', '--connector', 'made', ...period)).toMatchObject({ code: 0 });
    expect(place.endpoint.received()).toHaveLength(3);
    const moved = await place.run('checkpoint', 'set', '--connector', 'made', '--to', '2026-01-01T00:00:00Z', '--yes');
    expect(moved).toMatchObject({ code: 0, stderr: '' });
    expect((await place.run('checkpoint', 'show', '--connector', 'made')).stdout).toContain('2026-01-01');
  });

  test('is in the status of a collector that does not run, with who paused it; no secret is needed', async () => {
    const place = await workplace();
    await saved(place, { secrets: await sealedKey(place) });
    rmSync(join(place.directory, 'cortex.key'));
    const { connectors } = statusReportSchema.parse(JSON.parse((await place.run('status', '--json')).stdout));
    expect(connectors).toMatchObject([
      { id: 'soc', status: 'Inactive' },
      { id: 'made', name: 'Made here', status: 'Inactive', reason: expect.stringContaining('anna'), error: null },
    ]);
  });

  test('is tested with the others; only a run makes a key file', async () => {
    const place = await workplace();
    await place.configure({ rest: withKeyFile });
    await saved(place);
    const { code, stdout } = await place.run('test');
    expect(code).toBe(0);
    expect(existsSync(join(place.directory, 'cortex.key'))).toBe(false);
    expect(stdout.match(/Connection successful/g)).toHaveLength(2);
  });

  test('is named where an id is wrong', async () => {
    const place = await workplace();
    await saved(place);
    const { code, stderr } = await place.run('checkpoint', 'show', '--connector', 'mode');
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean made? It has soc, made.');
  });
});

describe('a connector made in the console that cannot be configured', () => {
  test('says why, wherever it is asked for, and keeps no other from its test', async () => {
    const place = await workplace();
    await saved(place, { secrets: await sealedKey(place) });
    rmSync(join(place.directory, 'cortex.key'));
    const named = await place.run('tap', '--connector', 'made');
    expect(named).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/made cannot be configured.*key_file.*backup/s),
    });
    const all = await place.run('test');
    expect(all).toMatchObject({ code: 2, stderr: expect.stringContaining('made cannot be configured') });
    expect(all.stdout).toContain('Connection successful');
    // A look makes no key in place of the one that is lost.
    expect(existsSync(join(place.directory, 'cortex.key'))).toBe(false);
  });

  test('is a row of the status that says what is wrong', async () => {
    const place = await workplace();
    await saved(place, { settings: {} });
    const { stdout } = await place.run('status');
    expect(stdout).toMatch(/^made +Inactive/m);
    expect(stdout).toContain('is required');
  });
});

test('a state that cannot be read keeps no connector of the file from its test', async () => {
  const place = await workplace();
  await place.run('run', '--once');
  writeFileSync(join(place.state, 'state.db'), '');
  const { code, stdout, stderr } = await place.run('test');
  expect(code).toBe(0);
  expect(stdout).toContain('Connection successful');
  expect(stderr).toContain('is empty');
  expect((await place.run('test', '--connector', 'soc')).stderr).toBe('');
});
