import { afterEach, describe, expect, test } from 'vitest';
import type { JsonValue, Source, Tools } from '../../src/contract/index.ts';
import { egress } from '../../src/host/egress.ts';
import { createCortexPlugin } from '../../src/plugin/index.ts';
import {
  type ApiKey,
  createVirtualClock,
  type FakeTenant,
  type FakeTenantOptions,
  startFakeTenant,
  testTools,
} from '../../src/testing/index.ts';
import { incidentItem, xsoar6Item } from './cortex-items.ts';
import { everyFault } from './secrets/every-fault.ts';
import { findSecrets, needlesOf } from './secrets/find-secret.ts';
import { makeCertificate } from './test-connection/make-certificate.ts';
import { startProxy } from './test-connection/start-proxy.ts';

/** Every character that some encoding changes, and long enough not to be found by chance. */
const canary = 'CANARY+9f/8e=7d%6c&5b?4a#39~28$17:06;95,84|73Zz';
const dayMs = 86_400_000;
const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function startTenant(key: ApiKey, tls?: FakeTenantOptions['tls']): Promise<FakeTenant> {
  const tenant = await startFakeTenant({ keys: [key], requestsPerSecond: Infinity, ...(tls && { tls }) });
  open.push(tenant);
  for (let number = 1; number <= 120; number += 1) {
    tenant.model.incidents.put(incidentItem(number, Date.now() - dayMs + number * 1000));
    tenant.model.xsoar6Audits.put(xsoar6Item(number, Date.now() - dayMs + number * 1000));
  }
  return tenant;
}

/** Everything that leaves the plugin, in whatever way. */
interface Trace {
  readonly tools: Tools;
  readonly seen: unknown[];
}

function createTrace(): Trace {
  const seen: unknown[] = [];
  const say = (...said: readonly unknown[]) => void seen.push(said);
  const clock = createVirtualClock(Date.now(), { sleep: 'passes' });
  const memo = { get: () => undefined, set: say };
  return { seen, tools: testTools({ clock, egress, memo, logger: { debug: say, info: say, warn: say, error: say } }) };
}

async function tracing(trace: Trace, work: () => Promise<unknown>): Promise<void> {
  try {
    trace.seen.push(await work());
  } catch (error) {
    trace.seen.push(error);
  }
}

/** At most so many batches: some faults have no end. */
const mostBatches = 15;

async function pollSome(source: Source, trace: Trace): Promise<void> {
  let batches = 0;
  for await (const batch of source.poll(undefined, AbortSignal.timeout(10_000))) {
    trace.seen.push(batch, source.describe(batch.next));
    batches += 1;
    if (batches === mostBatches) break;
  }
}

/** Does with a connector whatever can be done with one. */
async function exercise(settings: Readonly<Record<string, JsonValue>>): Promise<readonly unknown[]> {
  const trace = createTrace();
  const plugin = createCortexPlugin();
  const validation = plugin.validate(settings);
  trace.seen.push(validation, JSON.stringify(validation));
  if (!validation.ok) throw new Error(`settings are refused: ${JSON.stringify(validation.fields)}`);
  const { config } = validation;
  const signal = AbortSignal.timeout(10_000);
  for await (const stage of plugin.test(config, trace.tools, signal)) trace.seen.push(stage);
  await tracing(trace, async () => {
    const source = plugin.open(config, trace.tools);
    trace.seen.push(source.origin, source);
    await tracing(trace, () => pollSome(source, trace));
    await tracing(trace, () => source.sample(3, signal));
    await tracing(trace, async () => {
      const period = { fromMs: Date.now() - 2 * dayMs, toMs: Date.now() };
      for await (const batch of source.replay(period, undefined, signal)) return batch;
      return undefined;
    });
    await source.close();
  });
  return trace.seen;
}

const settingsOf = (tenant: FakeTenant, more: Readonly<Record<string, JsonValue>>) => ({
  source: 'xdr-incidents',
  server_url: tenant.url,
  api_key: canary,
  requests_per_second: 1000,
  request_timeout: '250ms',
  ...more,
});

describe.each<[string, ApiKey, Readonly<Record<string, JsonValue>>]>([
  ['a Standard key', { id: '7', key: canary }, { api_key_id: '7', key_type: 'standard' }],
  ['an Advanced key', { id: '7', key: canary, type: 'advanced' }, { api_key_id: '7' }],
  ['an XSOAR 6 key', { key: canary }, { source: 'xsoar-audit' }],
])('%s is in nothing that leaves the plugin', (_which, key, settings) => {
  test.each(Object.entries(everyFault))('%s', async (_name, everyTime) => {
    const tenant = await startTenant(key);
    tenant.faults.add(everyTime);
    const seen = await exercise(settingsOf(tenant, settings));
    const sent = new Set(tenant.requests.flatMap(({ headers }) => headers['authorization'] ?? []));
    // Otherwise nothing could have leaked.
    expect(sent.size).toBeGreaterThan(0);
    expect(seen.length).toBeGreaterThan(5);
    expect(findSecrets(seen, [canary, ...sent])).toEqual([]);
  });
});

test('neither key nor proxy password is in what is said of a proxy', async () => {
  const password = 'PROXY+CANARY/12=34%56';
  const day = { fromMs: Date.now() - dayMs, toMs: Date.now() + dayMs };
  const shown = makeCertificate({ name: 'tenant', hosts: ['127.0.0.1'], ...day });
  for (const status of [407, 403, 502, 200]) {
    const proxy = await startProxy(status);
    open.push(proxy);
    const address = new URL(proxy.url);
    address.password = encodeURIComponent(password);
    address.username = 'operator';
    const tenant = await startTenant({ id: '7', key: canary }, { cert: shown.cert, key: shown.key });
    const seen = await exercise(settingsOf(tenant, { api_key_id: '7', proxy: address.href, ca_file: shown.cert }));
    expect(findSecrets(seen, [canary, password, `operator:${password}`])).toEqual([]);
    expect(proxy.asked.length).toBeGreaterThan(0);
  }
});

describe('the search', () => {
  const wrapped: readonly (readonly [where: string, wrap: (text: string) => unknown])[] = [
    ['a message', (text) => new Error(`failed: ${text}`)],
    ['a cause', (text) => new Error('failed', { cause: { inner: new Error(text) } })],
    ['a field nobody lists', (text) => Object.defineProperty({}, 'hidden', { value: { text } })],
    ['a key', (text) => [{ [text]: 1 }]],
    ['a symbol', (text) => ({ [Symbol('s')]: text })],
    ['bytes', (text) => ({ bytes: Buffer.from(text) })],
    ['a map', (text) => new Map([['a', [text]]])],
  ];
  test.each(wrapped)('finds every form of a secret in %s', (_where, wrap) => {
    for (const { text } of needlesOf(canary)) expect(findSecrets(wrap(text), [canary])).not.toEqual([]);
    expect(findSecrets(wrap(Buffer.from(`user:${canary}`).toString('base64')), [canary])).not.toEqual([]);
    expect(findSecrets(wrap('nothing'), [canary])).toEqual([]);
  });
});
