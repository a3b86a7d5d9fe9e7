import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConnectorError, type Plugin, type Source } from '../../src/contract/index.ts';
import { startHost } from '../../src/host/create-host.ts';
import { openSqliteStateStore } from '../../src/host/state/sqlite-state-store.ts';
import { systemTools } from '../../src/host/system-tools.ts';
import { Secret } from '../../src/shared/secret.ts';
import { silentLogger } from '../../src/testing/index.ts';
import { plainConfiguration, plainConnector } from './plain-configuration.ts';

const idle: Source = {
  origin: { resource: {}, scope: { name: 'idle', version: '1', schemaUrl: '' } },
  async *poll() {
    const next = { version: 1, source: 'idle', tenant: 'https://idle.example' };
    const counts = { requests: 1, duplicates: 0, restricted: 0, unmapped: 0, overlapShortened: 0 };
    yield { records: [], next, more: false, progress: { ...counts, caughtUp: true } };
  },
  replay: () => idle.poll(undefined, new AbortController().signal),
  sample: () => Promise.resolve([]),
  describe: () => [],
  checkpointAt: () => ({ version: 1, source: 'idle', tenant: 'https://idle.example' }),
  close: () => Promise.resolve(),
};

function plugin(open: Plugin['open']): Plugin {
  const manifest = { id: '', slug: '', version: '', title: '', description: '', sources: [], commands: [] };
  const test = () => (async function* none() {})();
  return { manifest, validate: () => ({ ok: false, fields: [] }), test, open, commands: [] };
}

test('a source that cannot be opened needs action; the other connectors do not notice', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'host-'));
  const tools = systemTools(silentLogger());
  const store = await openSqliteStateStore(
    { directory: join(directory, 'state'), tools },
    new AbortController().signal,
  );
  const config = { source: 'idle', tenant: 'https://idle.example', pollIntervalMs: 100 };
  const unusable = (): never => {
    throw new ConnectorError('config', 'the authority cannot be used');
  };
  const configuration = plainConfiguration({
    connectors: [
      plainConnector({ id: 'bad', plugin: plugin(unusable), config, inputs: new Secret('1') }),
      plainConnector({ id: 'good', plugin: plugin(() => idle), config, inputs: new Secret('2') }),
    ],
    destination: { config: { kind: 'file', path: join(directory, 'records.jsonl') }, inputs: new Secret('3') },
  });
  const host = startHost({ configuration, store, tools, version: '1' });
  await expect
    .poll(() => host.status().connectors.map(({ id, status, error }) => [id, status, error?.kind]))
    .toEqual([
      ['bad', 'Action required', 'config'],
      ['good', 'Active', undefined],
    ]);
  await host.stop();
  await store.close();
  await rm(directory, { recursive: true });
});
