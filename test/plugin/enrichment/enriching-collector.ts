import type { Checkpoint, Insights, JsonValue, LogRecord, SideStream, Source } from '../../../src/contract/index.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import { memoryStorage } from '../../../src/shared/memory-storage.ts';
import {
  demoKey,
  type FakeTenantOptions,
  extraDataPath,
  multipleExtraDataPath,
  startFakeTenant,
  testTools,
  type VirtualClock,
} from '../../../src/testing/index.ts';

export interface CollectorOptions {
  readonly tenant?: FakeTenantOptions;
  readonly settings?: Readonly<Record<string, JsonValue>>;
  /** Default: one whose sleeps pass at once. */
  readonly clock?: VirtualClock;
}

/**
 * Collects incidents with their alerts from a fake tenant, in virtual time: a host that saves what a batch says, and
 * nothing else, after it has taken its records.
 */
export async function startCollector(options: CollectorOptions = {}) {
  const storage = memoryStorage();
  const tools = testTools({ storage, ...(options.clock && { clock: options.clock }) });
  const tenant = await startFakeTenant({ clock: tools.clock, ...options.tenant });
  const { signal } = new AbortController();
  const records: LogRecord[] = [];
  const gauges: { waiting?: number; givenUp?: number; drift?: number } = {};
  let checkpoint: Checkpoint | undefined;
  let source = open();

  function open(): Source {
    const plugin = createCortexPlugin();
    const common = { source: 'xdr-incidents', server_url: tenant.url, api_key_id: demoKey.id, api_key: demoKey.key };
    const settings = { ...common, enrich: 'alerts', key_type: 'standard', ...options.settings };
    const validation = plugin.validate(settings);
    if (!validation.ok) throw new Error(JSON.stringify(validation.fields));
    return plugin.open(validation.config, tools);
  }

  function side(): SideStream {
    const stream = source.sides?.[0];
    if (!stream) throw new Error('there is no side stream');
    return stream;
  }

  /** Takes at most `most` batches; true when the last one said that nothing is left to do. */
  async function take(batches: ReturnType<SideStream['round']>, most: number): Promise<boolean> {
    let [caughtUp, taken] = [false, 0];
    for await (const batch of batches) {
      if (taken === most) return false;
      records.push(...batch.records);
      storage.apply(batch.storage ?? []);
      Object.assign(gauges, batch.progress.gauges);
      if ('next' in batch) checkpoint = batch.next as Checkpoint;
      caughtUp = batch.progress.caughtUp;
      taken += 1;
    }
    return caughtUp;
  }

  const round = (most = Infinity) => take(side().round(signal), most);

  return {
    tenant,
    clock: tools.clock,
    storage,
    memo: tools.memo,
    records,
    gauges,
    poll: (most = Infinity) => take(source.poll(checkpoint, signal), most),
    round,
    insights: async (): Promise<Insights> => (await source.insights?.()) ?? { drift: [], periods: [] },
    /** Rounds until nothing is left to do. */
    async enrich(): Promise<void> {
      for (let rounds = 0; !(await round()); rounds += 1) if (rounds > 5000) throw new Error('it never ends');
    },
    /** As after a crash: what was not saved is lost, and so is what a process remembers. */
    async restart(): Promise<void> {
      await source.close();
      source = open();
    },
    alerts: () => records.filter(({ eventName }) => eventName === 'paloalto.cortex.alert'),
    enriched: () => records.filter(({ eventName }) => eventName === 'paloalto.cortex.incident.enriched'),
    asked: (path: string) => tenant.requests.filter((request) => request.path === path),
    askedAlone: () => tenant.requests.filter(({ path }) => path === extraDataPath),
    askedTogether: () => tenant.requests.filter(({ path }) => path === multipleExtraDataPath),
    async [Symbol.asyncDispose](): Promise<void> {
      await source.close();
      await tenant.close();
    },
  };
}

export type Collector = Awaited<ReturnType<typeof startCollector>>;
