import type { Clock } from '../../contract/index.ts';
import {
  createBelievableDay,
  createTenantModel,
  type ApiKey,
  type FakeOtlpEndpoint,
  type FakeTenant,
  type ReceivedRecord,
  startFakeOtlpEndpoint,
  startFakeTenant,
} from '../../testing/index.ts';
import { stockForCommands } from './stock-for-commands.ts';

/** What the demo collects from, and delivers to: both made up, both on this machine. */
export interface DemoWorld {
  readonly tenant: FakeTenant;
  readonly endpoint: FakeOtlpEndpoint;
  readonly key: ApiKey & { readonly id: string };
  /** Lets the day go on until the signal is aborted. */
  goOn(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Short enough to be typed. */
const key = { id: '7', key: 'key-of-the-made-up-tenant', type: 'standard' } as const;

/** A change, a new incident, an audit entry: so often on average. */
const happensEveryMs = 400;

export async function openDemoWorld(clock: Clock, onRecord: (record: ReceivedRecord) => void): Promise<DemoWorld> {
  const model = createTenantModel();
  const nowMs = clock.now();
  const seed = Math.floor(nowMs / 1000);
  const day = createBelievableDay({ model, seed });
  day.fill(nowMs);
  stockForCommands(model, seed, nowMs);
  const tenant = await startFakeTenant({ model, keys: [key] });
  const endpoint = await startFakeOtlpEndpoint({ onRecord });
  return {
    tenant,
    endpoint,
    key,
    goOn: async (signal) => day.keepChanging(clock, happensEveryMs, signal),
    async close() {
      await Promise.all([tenant.close(), endpoint.close()]);
    },
  };
}
