import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConnectorError } from '../../src/contract/index.ts';
import type { Configuration, ConfiguredConnector } from '../../src/host/config/configuration.ts';
import { type Host, type HostParts, startHost } from '../../src/host/create-host.ts';
import { statusReportSchema } from '../../src/host/status/status-report.ts';
import { Secret } from '../../src/shared/secret.ts';
import { startFakeOtlpEndpoint, testStartMs } from '../../src/testing/index.ts';
import { type Bench, connectorOf, delivered, openBench, otlpDestination } from './collect/collect-bench.ts';
import { createNumbers, type Numbers, positionOf } from './collect/numbers-source.ts';
import { uids } from './collect/use-connector.ts';
import { plainConfiguration } from './plain-configuration.ts';

const minute = 60_000;
const alice = { by: 'alice', atMs: testStartMs };

let bench: Bench;
let good: Numbers;
let other: Numbers;
let host: Host;
let gone: string[];

beforeEach(async () => {
  bench = await openBench();
  [good, other, gone] = [createNumbers(), createNumbers(), []];
});
afterEach(async () => {
  bench.endpoint.faults.clear();
  await host.stop();
  await bench.close();
});

const both = () => [connectorOf(good, 'good'), connectorOf(other, 'other')];

function configuration(connectors: readonly ConfiguredConnector[] = both(), more: Partial<Configuration> = {}) {
  const { url } = bench.endpoint;
  const destination = { config: otlpDestination(url), inputs: new Secret(url) };
  return plainConfiguration({ connectors, destination, ...more });
}

function start(given = configuration(), more: Partial<HostParts> = {}): void {
  const { store, tools } = bench;
  const onGone = (id: string): void => void gone.push(id);
  host = startHost({ configuration: given, store, tools, version: '9.8.7', onGone, ...more });
}

const settled = async (connectors = 2): Promise<void> => bench.clock.untilSleeping(connectors);
const statusOf = (id: string) => host.status().connectors.find((connector) => connector.id === id);
const words = () => host.status().connectors.map(({ id, status }) => `${id} ${status}`);
const positionIn = async (id: string) => positionOf((await bench.store.load(id))?.checkpoint);
/** Until what was stored has been read. */
const read = async (id: string): Promise<void> => expect.poll(() => statusOf(id)?.counters.accepted).toBeGreaterThan(0);

describe('a paused connector', () => {
  test('does nothing, says who paused it since when, and keeps what is known of it', async () => {
    good.add(4);
    start();
    await settled();
    await host.pause('good', alice);
    good.add(4);
    await bench.clock.advance(10 * minute);
    expect(good.polls).toEqual([0]);
    expect(good.events).toContain('close');
    expect(statusReportSchema.parse(host.status()).connectors[0]).toMatchObject({
      id: 'good',
      status: 'Paused',
      reason: 'Paused by alice since 2026-03-02T08:00:00.000Z.',
      nextAttemptAt: null,
      counters: { accepted: 4 },
    });
    expect(host.connector('good')).toMatchObject({ connector: { id: 'good' }, paused: alice });
    expect(words()).toEqual(['good Paused', 'other Active']);
  });

  test('has finished the batch that was under way', async () => {
    good.add(12);
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    bench.endpoint.faults.add(() => () => {
      reach();
      return { kind: 'slow', ms: 100 };
    });
    start(configuration([connectorOf(good, 'good')]));
    await reached;
    await host.pause('good', alice);
    expect(await positionIn('good')).toBe(4);
    expect(delivered(bench)).toEqual(uids(0, 4));
  });

  test('goes on where it was once it is resumed', async () => {
    good.add(4);
    start();
    await settled();
    await host.pause('good', alice);
    await host.pause('good', { by: 'bob', atMs: testStartMs + 1 });
    expect(host.connector('good')?.paused).toEqual(alice);
    good.add(3);
    await host.resume('good');
    await settled();
    expect(good.polls).toEqual([0, 4]);
    expect(delivered(bench)).toEqual(uids(0, 7));
    expect(statusOf('good')).toMatchObject({ status: 'Active', reason: 'Everything there was has been delivered.' });
    expect(host.connector('good')?.paused).toBeUndefined();
  });

  test('stays paused through a reload, however it changes', async () => {
    start();
    await settled();
    await host.pause('good', alice);
    await host.reload(configuration([connectorOf(good, 'good', 'a new key'), connectorOf(other, 'other')]));
    expect(words()).toEqual(['good Paused', 'other Active']);
    expect(good.polls).toEqual([0]);
  });

  test('rests from the beginning where it was paused before, with what was stored', async () => {
    good.add(4);
    start();
    await settled();
    await host.stop();
    start(configuration(), { paused: new Map([['good', alice]]) });
    await settled(1);
    await read('good');
    expect(statusOf('good')).toMatchObject({
      status: 'Paused',
      counters: { accepted: 4 },
      destination: `${bench.endpoint.url}/v1/logs`,
      lastEventAt: null,
    });
    expect(good.polls).toEqual([0]);
    await host.resume('good');
    await settled();
    expect(good.polls).toEqual([0, 4]);
  });

  test('whose checkpoint is damaged says so, and stays paused', async () => {
    start(configuration(), {
      paused: new Map([['good', alice]]),
      store: {
        ...bench.store,
        load: async (id) => {
          if (id === 'good') throw new ConnectorError('state', 'the checkpoint is damaged', { code: 'CKPT-701' });
          return bench.store.load(id);
        },
      },
    });
    await settled(1);
    await expect.poll(() => statusOf('good')?.error).toMatchObject({ code: 'CKPT-701' });
    expect(statusOf('good')).toMatchObject({ status: 'Paused', nextAttemptAt: null });
  });

  test('may be paused before a reload brings it', async () => {
    start(configuration([connectorOf(other, 'other')]));
    await host.pause('good', alice);
    await host.reload(configuration());
    await settled(1);
    expect(words()).toEqual(['good Paused', 'other Active']);
    expect(good.polls).toEqual([]);
  });

  test('does not count as up to date', async () => {
    good.add(4);
    good.ending = { progress: { newestMs: testStartMs - minute } };
    start();
    await settled();
    expect(statusOf('good')?.lagMs).toBe(0);
    await host.pause('good', alice);
    await bench.clock.advance(minute);
    expect(statusOf('good')?.lagMs).toBe(2 * minute);
  });

  test('is left alone by poll now, and does not hold up the end', async () => {
    start();
    await settled();
    await host.pause('good', alice);
    host.pollNow('good');
    await host.stop();
    expect(good.polls).toEqual([0]);
    expect([...(await host.ended()).keys()]).toEqual(['other']);
    await host.resume('good');
    expect(good.polls).toEqual([0]);
  });

  test('is resumed only once it has come to rest', async () => {
    good.add(12);
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    bench.endpoint.faults.add(() => () => {
      reach();
      return { kind: 'slow', ms: 50 };
    });
    start(configuration([connectorOf(good, 'good')]));
    await reached;
    await Promise.all([host.pause('good', alice), host.resume('good')]);
    await settled(1);
    expect(words()).toEqual(['good Active']);
    expect(delivered(bench)).toEqual(uids(0, 12));
  });
});

test('poll now makes one that fails try at once', async () => {
  good.fail({ error: new ConnectorError('auth', 'the key is refused') });
  start();
  await settled();
  expect(statusOf('good')?.status).toBe('Action required');
  host.pollNow('good');
  await expect.poll(() => statusOf('good')?.status).toBe('Active');
  expect(bench.clock.elapsed()).toBe(0);
});

describe('a connector that cannot be configured', () => {
  const broken = {
    id: 'broken',
    name: 'Broken',
    source: 'odd-numbers',
    message: 'the environment variable KEY is not set',
    remedy: 'Set it.',
  };

  test('is a row that needs a person, and stops no other', async () => {
    start(configuration(both(), { broken: [broken] }), { paused: new Map([['broken', alice]]) });
    await settled();
    expect(words()).toEqual(['good Active', 'other Active', 'broken Action required']);
    const report = statusReportSchema.parse(host.status());
    expect(report.summary).toContain('Broken: the environment variable KEY is not set');
    expect(report.connectors[2]).toMatchObject({
      reason: broken.message,
      nextAttemptAt: null,
      error: { kind: 'config', code: 'CFG-001', message: broken.message, remedy: 'Set it.', inARow: 1 },
    });
    expect(host.connector('broken')).toBeUndefined();
  });

  test('comes and goes with the configuration, with what was stored of it', async () => {
    good.add(4);
    start();
    await settled();
    await host.reload(configuration([connectorOf(other, 'other')], { broken: [{ ...broken, id: 'good' }] }));
    await read('good');
    expect(statusOf('good')).toMatchObject({ status: 'Action required', counters: { accepted: 4 } });
    await bench.clock.advance(1000);
    await host.reload(configuration([connectorOf(other, 'other')], { broken: [{ ...broken, id: 'good' }] }));
    expect(statusOf('good')?.error?.since).toBe(new Date(testStartMs).toISOString());
    await host.reload(configuration());
    await settled();
    expect(words()).toEqual(['good Active', 'other Active']);
    expect(gone).toEqual([]);
  });
});

describe('a connector that is gone', () => {
  test('is told, once it has ended', async () => {
    start();
    await settled();
    await host.reload(configuration([connectorOf(other, 'other')]));
    expect(gone).toEqual(['good']);
    expect(good.events).toContain('close');
  });

  test.for(['file', 'saved'] as const)('and comes back to the %s', async (origin) => {
    const mine = { ...connectorOf(good, 'good'), origin };
    start(configuration([mine]));
    await settled(1);
    await host.pause('good', alice);
    await host.reload(configuration([]));
    expect(host.status()).toMatchObject({ connectors: [], summary: 'No connectors.' });
    await host.reload(configuration([mine]));
    // Another connector that happens to be given the same id must not be paused.
    expect(words()).toEqual([origin === 'file' ? 'good Paused' : 'good Pending']);
  });
});

test('a destination of its own takes the records of a connector, and only it restarts when that changes', async () => {
  const own = await startFakeOtlpEndpoint();
  const owning = (inputs: string) => ({
    ...connectorOf(good, 'good'),
    destination: { config: otlpDestination(own.url), inputs: new Secret(inputs) },
  });
  [good, other].forEach((numbers) => numbers.add(2));
  start(configuration([owning('1'), connectorOf(other, 'other')]));
  await settled();
  expect([delivered({ endpoint: own }).length, delivered(bench).length]).toEqual([2, 2]);
  expect(statusOf('good')?.destination).toBe(`${own.url}/v1/logs`);
  expect(host.connector('good')?.destination.config).toMatchObject({ endpoint: own.url });
  expect(host.connector('other')?.destination.config).toMatchObject({ endpoint: bench.endpoint.url });
  await host.reload(configuration([owning('2'), connectorOf(other, 'other')]));
  await settled();
  expect([good.polls.length, other.polls.length]).toEqual([2, 1]);
  await host.stop();
  await own.close();
});

test('rows stand in the order of the configuration, whatever restarts', async () => {
  start();
  await settled();
  await host.reload(configuration([connectorOf(good, 'good', 'a new key'), connectorOf(other, 'other')]));
  expect(words().map((word) => word.split(' ')[0])).toEqual(['good', 'other']);
});
