import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type FakeOtlpEndpoint,
  type FakeTenant,
  startFakeOtlpEndpoint,
  startFakeTenant,
  type TenantModel,
} from '../../src/testing/index.ts';
import { type Collector, type Habits, startCollector } from './collector.ts';
import { type Wire, watchWire } from './wire.ts';

/** A tenant, an endpoint and a collector's directory. Tenant and endpoint live here, and are never killed. */
export interface Scene {
  readonly tenant: FakeTenant;
  readonly endpoint: FakeOtlpEndpoint;
  readonly wire: Wire;
  readonly directory: string;
  readonly habits: Habits;
  /** Starts the next life of the collector. */
  start(once: boolean): Collector;
  close(): Promise<void>;
}

export async function openScene(model: TenantModel, habits: Habits): Promise<Scene> {
  const directory = await mkdtemp(join(tmpdir(), 'cortex-otel-kill-'));
  const tenant = await startFakeTenant({ model, requestsPerSecond: Infinity });
  const endpoint = await startFakeOtlpEndpoint();
  const urls = { tenant: tenant.url, endpoint: endpoint.url };
  const wire = watchWire(urls);
  let life = 0;
  return {
    tenant,
    endpoint,
    wire,
    directory,
    habits,
    start: (once) => startCollector({ directory, urls, life: (life += 1), once, habits }),
    async close() {
      wire.close();
      await Promise.all([tenant.close(), endpoint.close()]);
      await rm(directory, { recursive: true });
    },
  };
}
