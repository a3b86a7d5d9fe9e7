import { afterEach, describe, expect, test } from 'vitest';
import { type Batch, type Checkpoint, isConnectorError, type Source } from '../../../src/contract/index.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import {
  demoKey,
  fault,
  type FakeTenant,
  type JsonObject,
  startFakeTenant,
  startQueryPath,
  testStartMs,
  testTools,
  type XqlOutcome,
} from '../../../src/testing/index.ts';

const signal = new AbortController().signal;
const minuteMs = 60_000;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function bench(outcome: XqlOutcome): Promise<{ readonly tenant: FakeTenant; readonly source: Source }> {
  const tools = testTools();
  const tenant = await startFakeTenant({ clock: tools.clock, keys: [demoKey], requestsPerSecond: Infinity });
  tenant.model.xql.otherwise(outcome);
  const plugin = createCortexPlugin();
  const checked = plugin.validate({
    source: 'xdr-xql',
    server_url: tenant.url,
    api_key_id: demoKey.id,
    api_key: demoKey.key,
    requests_per_second: 1000,
    batch_size: 500,
    xql_query: 'dataset = xdr_data | comp count() as n by agent_hostname',
    xql_name: 'hosts',
    backfill_start_time: '30m',
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.fields));
  const source = plugin.open(checked.config, tools);
  closing.push(
    () => source.close(),
    () => tenant.close(),
  );
  return { tenant, source };
}

async function polled(source: Source, from?: Checkpoint): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of source.poll(from, signal)) batches.push(batch);
  return batches;
}

async function failure(source: Source): Promise<unknown> {
  return polled(source).catch((error: unknown) => {
    if (isConnectorError(error)) return { kind: error.kind, code: error.code };
    throw error;
  });
}

describe('a query as a source', () => {
  test('more rows than an answer holds are streamed, in batches that are not too large', async () => {
    const rows = Array.from({ length: 1234 }, (_, n): JsonObject => ({ _time: testStartMs - 20 * minuteMs, n }));
    const { source } = await bench({ rows });
    const batches = await polled(source);
    expect(batches.map(({ records }) => records.length).filter((count) => count > 0)).toEqual([500, 500, 234]);
    expect(batches.at(-1)?.progress.gauges?.quotaLeft).toBeLessThan(5);
  });

  test('equal rows are records of their own, which say what query and window they are of', async () => {
    const { tenant, source } = await bench({ rows: [{ agent_hostname: 'a' }, { agent_hostname: 'a' }] });
    const records = (await polled(source)).flatMap((batch) => batch.records);
    expect(new Set(records.map(({ uid }) => uid)).size).toBe(records.length);
    expect(records.length).toBe(2 * tenant.model.xql.started.length);
    expect(records[0]?.attributes).toMatchObject({
      'paloalto.cortex.xql.query.name': 'hosts',
      'paloalto.cortex.xql.window.from': testStartMs - 30 * minuteMs,
      'paloalto.cortex.xql.window.to': testStartMs - 15 * minuteMs - 1,
    });
  });

  test('a tenant that runs as many queries as it may is throttled', async () => {
    const { tenant, source } = await bench({});
    tenant.model.xql.setLimits({ parallel: 0 });
    expect(await failure(source)).toEqual({ kind: 'throttled', code: 'XQL-921' });
  });

  test('a quota that is used up is throttled', async () => {
    const { tenant, source } = await bench({});
    tenant.model.xql.setLimits({ licenseQuota: 0 });
    expect(await failure(source)).toEqual({ kind: 'throttled', code: 'XQL-922' });
  });

  test('a start whose answer is lost is made once, and not again for a minute', async () => {
    const { tenant, source } = await bench({});
    tenant.faults.add(fault.at(startQueryPath, fault.reset('after')));
    const error: unknown = await polled(source).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'unavailable', retryAfterMs: 60_000 });
    expect(tenant.model.xql.started).toHaveLength(1);
  });

  test.each(['FAIL', 'PARTIAL_SUCCESS'] as const)('a query that ends with %s needs a person', async (ends) => {
    const { source } = await bench({ ends, rows: [{ _time: testStartMs - 20 * minuteMs }] });
    expect(await failure(source)).toEqual({ kind: 'config', code: 'XQL-924' });
  });

  test('a window of more rows than a result can have is halved, and its rows all come', async () => {
    const half = { fromMs: testStartMs - 30 * minuteMs, toMs: testStartMs - 22.5 * minuteMs - 1 };
    function* rows(window: { readonly fromMs: number; readonly toMs: number }): Generator<JsonObject> {
      const isWhole = window.toMs - window.fromMs > half.toMs - half.fromMs;
      for (let n = 0; n < (isWhole ? 1_000_000 : 2); n += 1) yield { n };
    }
    const { tenant, source } = await bench({ rows });
    const records = (await polled(source)).flatMap((batch) => batch.records);
    expect(tenant.model.xql.started.map(({ window }) => window)).toContainEqual(half);
    expect(records.length).toBe(
      tenant.model.xql.started.filter(({ window }) => window.toMs - window.fromMs < 450_000).length * 2,
    );
  });

  test('all is refused for a query that sums up its rows, and a timeframe in the query', () => {
    const settings = {
      source: 'xdr-xql',
      fqdn: 'acme.xdr.eu.paloaltonetworks.com',
      api_key_id: '12',
      api_key: demoKey.key,
    };
    const refused = (more: object) =>
      createCortexPlugin()
        .validate({ ...settings, ...more })
        .fields.map(({ path }) => path);
    expect(refused({ xql_query: 'dataset = x | comp count()', backfill_start_time: 'all' })).toContain(
      'backfill_start_time',
    );
    expect(refused({ xql_query: 'config timeframe = 1h | dataset = x' })).toContain('xql_query');
    expect(refused({})).toContain('xql_query');
  });
});
