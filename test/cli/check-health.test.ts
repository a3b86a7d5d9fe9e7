import { afterEach, beforeEach, expect, test } from 'vitest';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testResultSchema } from '../../src/api/connector-form.ts';
import { checkHealth } from '../../src/cli/run/check-health.ts';
import type { Configuration } from '../../src/host/config/configuration.ts';
import { loadConfiguration } from '../../src/host/config/load-configuration.ts';
import { createHealthWarnings, type HealthWarnings } from '../../src/host/console/health-warnings.ts';
import { openSqliteStateStore } from '../../src/host/state/sqlite-state-store.ts';
import type { StateStore } from '../../src/host/state/state-store.ts';
import { createCortexPlugin } from '../../src/plugin/index.ts';
import { createRedactor } from '../../src/shared/redact.ts';
import {
  createVirtualClock,
  demoKey,
  type FakeOtlpEndpoint,
  type FakeTenant,
  otlpFault,
  startFakeOtlpEndpoint,
  startFakeTenant,
  testTools,
  type VirtualClock,
} from '../../src/testing/index.ts';

const hourMs = 3_600_000;
let directory: string;
let clock: VirtualClock;
let tenant: FakeTenant;
let endpoint: FakeOtlpEndpoint;
let store: StateStore;
let configuration: Configuration;
let status: 'Active' | 'Paused';
let warnings: HealthWarnings;
let over: AbortController;
let checking: Promise<void>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'health-'));
  clock = createVirtualClock(Date.now());
  status = 'Active';
  tenant = await startFakeTenant();
  endpoint = await startFakeOtlpEndpoint();
  const connector = { server_url: tenant.url, api_key_id: demoKey.id, api_key: demoKey.key, source: 'xdr-incidents' };
  const settings = {
    connectors: [
      { ...connector, id: 'watched', health_check_interval: '1h' },
      { ...connector, id: 'unwatched' },
    ],
    destination: { otlp: { endpoint: endpoint.url } },
  };
  const file = join(directory, 'cortex-otel.yaml');
  await writeFile(file, JSON.stringify(settings), { mode: 0o600 });
  const loaded = await loadConfiguration(file, { plugins: [createCortexPlugin()], env: {}, onSecret: () => undefined });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  configuration = loaded.configuration;
  const tools = testTools({ clock });
  store = await openSqliteStateStore({ directory: join(directory, 'state'), tools }, new AbortController().signal);
  over = new AbortController();
  const report = () => ({ connectors: configuration.connectors.map(({ id }) => ({ id, status })) });
  const redactor = createRedactor();
  warnings = createHealthWarnings(clock);
  const parts = { configuration: () => configuration, status: report, store, redactor, tools, warnings };
  checking = checkHealth(parts, over.signal);
});
afterEach(async () => {
  over.abort();
  await checking;
  await store.close();
  await Promise.all([tenant.close(), endpoint.close()]);
  await rm(directory, { recursive: true });
});

async function pass(ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += 30_000) {
    await clock.untilSleeping();
    await clock.advance(30_000);
  }
}

async function lastTest(id: string) {
  const text = await store.operators.lastTest(id);
  return text === undefined ? undefined : testResultSchema.parse(JSON.parse(text));
}

test('the connection is tested as often as it is asked for, and how it came out is kept', async () => {
  await pass(hourMs);
  await expect
    .poll(async () => lastTest('watched'), { timeout: 10_000 })
    .toMatchObject({ status: 'ok', message: 'Connection successful' });
  endpoint.faults.add(otlpFault.status(401));
  await pass(1.2 * hourMs);
  await expect.poll(async () => lastTest('watched'), { timeout: 10_000 }).toMatchObject({ status: 'failed' });
  expect(warnings.of('watched')).toMatch(/^The health check failed: destination failed: /);
  const [newest, first] = await store.operators.timeline('watched', { limit: 10 });
  expect(newest).toMatchObject({
    kind: 'test',
    actor: null,
    text: expect.stringContaining('Health check: destination failed'),
  });
  expect(first?.text).toBe('Health check: Connection successful');
  expect(await lastTest('unwatched')).toBeUndefined();
});

test('a paused connector is not tested', async () => {
  status = 'Paused';
  await pass(3 * hourMs);
  expect(await lastTest('watched')).toBeUndefined();
  expect(tenant.requests).toEqual([]);
});
