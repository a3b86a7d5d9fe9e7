import { afterEach, describe, expect, test } from 'vitest';
import { type Batch, type Checkpoint, isConnectorError, type Source } from '../../../src/contract/index.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import {
  type Answer,
  createVirtualClock,
  demoKey,
  fault,
  type FakeTenant,
  type JsonObject,
  startFakeTenant,
  startQueryPath,
  queryResultsPath,
  queryStreamPath,
  testStartMs,
  testTools,
  type VirtualClock,
  type XqlOutcome,
} from '../../../src/testing/index.ts';

const signal = new AbortController().signal;
const minuteMs = 60_000;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function bench(
  outcome: XqlOutcome,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly tenant: FakeTenant; readonly source: Source; readonly clock: VirtualClock }> {
  const clock = createVirtualClock(testStartMs, { sleep: 'passes' });
  const tools = testTools({ clock });
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
    ...settings,
  });
  if (!checked.ok) throw new Error(JSON.stringify(checked.fields));
  const source = plugin.open(checked.config, tools);
  closing.push(
    () => source.close(),
    () => tenant.close(),
  );
  return { tenant, source, clock };
}

async function polled(source: Source, from?: Checkpoint): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of source.poll(from, signal)) batches.push(batch);
  return batches;
}

/** Polls until there is nothing left. */
async function caughtUp(source: Source): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  do batches.push(...(await polled(source, batches.at(-1)?.next)));
  while (batches.at(-1)?.progress.caughtUp === false);
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

describe('a query as a source, of a tenant that answers oddly', () => {
  const isWhole = ({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) => toMs - fromMs > 450_000;

  test('an answer that is too large to be read is one of a window that is halved', async () => {
    // Within 1000 rows, and far from a million: but of more values than an answer may hold.
    const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`column_${n}`, n]));
    const { tenant, source } = await bench({
      rows: (window) => Array.from({ length: isWhole(window) ? 400 : 200 }, (_, n) => ({ ...wide, n })),
    });
    const records = (await polled(source)).flatMap((batch) => batch.records);
    expect(records.length).toBe(200 * tenant.model.xql.started.filter(({ window }) => !isWhole(window)).length);
    expect(records.length).toBeGreaterThan(0);
  });

  test.each([undefined, null, 0, 1])('rows are delivered where the answer says there are %j', async (told) => {
    const { tenant, source } = await bench({ rows: [{ n: 1 }, { n: 2 }] });
    tenant.faults.add(fault.at(queryResultsPath, fault.change(saying({ number_of_results: told }))));
    const records = (await polled(source)).flatMap((batch) => batch.records);
    expect(records.length).toBe(2 * tenant.model.xql.started.length);
  });

  test('no row is passed over in a long time without any where the answer says that there is none', async () => {
    const lonely = { _time: testStartMs - 100 * minuteMs, n: 1 };
    const { tenant, source } = await bench(
      { rows: [lonely] },
      { xql_query: 'dataset = xdr_data | fields n', backfill_start_time: '1d' },
    );
    tenant.faults.add(fault.at(queryResultsPath, fault.change(saying({ number_of_results: 0 }))));
    const records = (await caughtUp(source)).flatMap((batch) => batch.records);
    expect(tenant.model.xql.started.some(({ window }) => window.toMs - window.fromMs > 900_000)).toBe(true);
    expect(records.length).toBe(1);
  });

  test('a full stream of rows that nobody has counted is one of a window that is halved', async () => {
    function* rows(window: { readonly fromMs: number; readonly toMs: number }): Generator<JsonObject> {
      for (let n = 0; n < (isWhole(window) ? 1_000_000 : 2); n += 1) yield { n: n % 2 };
    }
    const { tenant, source } = await bench({ rows });
    tenant.faults.add(fault.at(queryResultsPath, fault.change(saying({ number_of_results: null }))));
    const halves = new Set<unknown>();
    for await (const { records } of source.poll(undefined, signal)) {
      const ofHalf = records.filter(
        ({ attributes }) => Number(attributes['paloalto.cortex.xql.window.to']) % 900_000 < 899_999,
      );
      for (const { uid } of ofHalf) halves.add(uid);
      if (halves.size === 2) break;
    }
    expect(tenant.model.xql.started.filter(({ window }) => !isWhole(window)).length).toBeGreaterThan(0);
    expect(halves.size).toBe(2);
  }, 60_000);

  test.each([
    ['results', 404, { reply: { err_code: 404, err_msg: 'Not found' } }],
    ['results', 500, { reply: { err_code: 500, err_msg: 'Internal error', err_extra: 'invalid query id' } }],
    ['results', 500, { reply: { err_code: 500, err_msg: 'Internal error', err_extra: 'the query has expired' } }],
    ['stream', 500, { reply: { err_code: 500, err_msg: 'Internal error', err_extra: 'Invalid stream id' } }],
  ] as const)('%s that are told with %i to be gone are brought by a new query: %j', async (which, status, body) => {
    const { tenant, source } = await bench({ rows: Array.from({ length: 1001 }, (_, n) => ({ n })) });
    const path = which === 'stream' ? queryStreamPath : queryResultsPath;
    tenant.faults.add(fault.at(path, fault.once(fault.status(status, { body }))));
    const records = (await polled(source)).flatMap((batch) => batch.records);
    expect(records.length).toBe(1001 * (tenant.model.xql.started.length - 1));
  });

  test('a query that somebody has cancelled is run again, once a person has looked', async () => {
    const { tenant, source } = await bench({ rows: [{ n: 1 }], durationMs: 0 });
    tenant.faults.add(fault.at(queryResultsPath, fault.once(fault.change(saying({ status: 'CANCELED' })))));
    let last: Checkpoint | undefined;
    const error: unknown = await (async () => {
      for await (const { next } of source.poll(undefined, signal)) last = next;
    })().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      kind: 'config',
      code: 'XQL-924',
      message: expect.stringContaining('CANCELED') as string,
    });
    expect((await polled(source, last)).flatMap(({ records }) => records).length).toBeGreaterThan(0);
  });

  /** Polls as often as it fails with this code, from where each got to; the code of every failure. */
  async function persisted(source: Source) {
    const failures: unknown[] = [];
    const uids = new Set<string>();
    let last: Checkpoint | undefined;
    for (let polls = 0; polls < 20; polls += 1) {
      try {
        for await (const batch of source.poll(last, signal)) {
          last = batch.next;
          for (const { uid } of batch.records) uids.add(uid);
        }
        return { failures, uids };
      } catch (error) {
        failures.push(isConnectorError(error) ? error.code : error);
      }
    }
    throw new Error('no end of failures');
  }

  test('a result that ends short again and again is asked for with a new query before it is taken', async () => {
    const { tenant, source } = await bench(
      { rows: [{ n: 1 }, { n: 2 }], durationMs: 0 },
      { backfill_start_time: '20m' },
    );
    const shortened = saying({ results: { data: [{ n: 1 }] } });
    tenant.faults.add(fault.at(queryResultsPath, fault.first(2, fault.change(shortened))));
    const { failures, uids } = await persisted(source);
    expect(failures).toEqual(['XQL-927']);
    expect(uids.size).toBe(2);
  });

  test('a result that is always shorter than it is said to be holds nothing up', async () => {
    const { tenant, source } = await bench({ rows: [{ n: 1 }, { n: 2 }] }, { backfill_start_time: '30m' });
    tenant.faults.add(fault.at(queryResultsPath, fault.change(saying({ results: { data: [{ n: 1 }] } }))));
    const { failures, uids } = await persisted(source);
    const windows = new Set(tenant.model.xql.started.map(({ window }) => window.fromMs)).size;
    expect(uids.size).toBe(windows);
    expect(tenant.model.xql.started.length).toBe(2 * windows);
    expect(failures).toEqual(Array.from({ length: 2 * windows }, () => 'XQL-927'));
  });

  test('a query that runs for more than an hour is told of, waited for, and not run again', async () => {
    const { tenant, source, clock } = await bench({ rows: [{ n: 1 }], durationMs: 2 * 60 * minuteMs });
    const first = await polled(source);
    await clock.advance(61 * minuteMs);
    const error: unknown = await polled(source, first.at(-1)?.next).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'unavailable', code: 'XQL-923' });
    await clock.advance(60 * minuteMs);
    const started = tenant.model.xql.started.length;
    const records = (await polled(source, first.at(-1)?.next)).flatMap((batch) => batch.records);
    expect(records.map(({ attributes }) => attributes['paloalto.cortex.xql.window.from'])).toContain(
      tenant.model.xql.started[0]?.window.fromMs,
    );
    expect(started).toBeLessThan(3);
  });

  test('a limit in the query, which leaves out rows in silence, is warned of', () => {
    const checked = createCortexPlugin().validate({
      source: 'xdr-xql',
      fqdn: 'acme.xdr.eu.paloaltonetworks.com',
      api_key_id: '12',
      api_key: demoKey.key,
      xql_query: 'dataset = xdr_data | limit 100',
    });
    expect(checked).toMatchObject({ ok: true });
    expect(checked.fields.filter(({ warnings }) => warnings.length > 0).map(({ path }) => path)).toEqual(['xql_query']);
  });

  test('a query that the tenant never knows costs quota once in a quarter of an hour, not all the time', async () => {
    const { tenant, source } = await bench({ rows: [{ n: 1 }] });
    const body = { reply: { err_code: 500, err_msg: 'Internal error', err_extra: 'the query was not found' } };
    tenant.faults.add(fault.at(queryResultsPath, fault.status(500, { body })));
    const error: unknown = await polled(source).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'XQL-926', retryAfterMs: 900_000 });
  });
});

/** Changes fields of the reply; undefined takes one away. */
function saying(change: Record<string, JsonObject[string] | undefined>) {
  return (answer: Answer): Answer => {
    const body = answer.body as { readonly reply: JsonObject };
    if (body.reply['status'] === 'PENDING') return answer;
    return { ...answer, body: JSON.parse(JSON.stringify({ reply: { ...body.reply, ...change } })) as JsonObject };
  };
}
