import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConnectorError } from '../../src/contract/index.ts';
import type { Configuration, ConfiguredConnector } from '../../src/host/config/configuration.ts';
import { type Host, type HostParts, startHost } from '../../src/host/create-host.ts';
import { statusReportSchema } from '../../src/host/status/status-report.ts';
import { Secret } from '../../src/shared/secret.ts';
import { fault, startFakeOtlpEndpoint, testStartMs } from '../../src/testing/index.ts';
import { type Bench, connectorOf, delivered, openBench, otlpDestination } from './collect/collect-bench.ts';
import { createNumbers, type Numbers, positionOf } from './collect/numbers-source.ts';
import { uids } from './collect/use-connector.ts';
import { plainConfiguration } from './plain-configuration.ts';

const minute = 60_000;
const refusedKey = new ConnectorError('auth', 'the key is refused');

let bench: Bench;
let good: Numbers;
let other: Numbers;
let host: Host;

beforeEach(async () => {
  bench = await openBench();
  [good, other] = [createNumbers(), createNumbers()];
});
afterEach(async () => {
  bench.endpoint.faults.clear();
  await host.stop();
  await bench.close();
});

function configuration(connectors: readonly ConfiguredConnector[], endpoint = bench.endpoint.url): Configuration {
  const destination = { config: otlpDestination(endpoint), inputs: new Secret(endpoint) };
  return plainConfiguration({ connectors, destination });
}

function start(connectors = [connectorOf(good, 'good'), connectorOf(other, 'other')], more: Partial<HostParts> = {}) {
  const { store, tools } = bench;
  host = startHost({ configuration: configuration(connectors), store, tools, version: '9.8.7', ...more });
}

/** Until so many connectors wait. */
async function settled(connectors = 2): Promise<void> {
  await bench.clock.untilSleeping(connectors);
}

const words = () => Object.fromEntries(host.status().connectors.map(({ id, status }) => [id, status]));
const positionIn = async (id: string) => positionOf((await bench.store.load(id))?.checkpoint);

describe('connectors at work, each for itself', () => {
  test.for<[string, unknown]>([
    ['has a key that is refused', refusedKey],
    ['has a bug', new TypeError('undefined is not a number')],
    ['throws what is no error', 'a word'],
  ])('one that %s never stops another', async ([, error]) => {
    good.add(4);
    other.fail(...Array.from({ length: 9 }, () => ({ error })));
    start();
    await settled();
    good.add(4);
    await bench.clock.advance(minute);
    await settled();
    expect(words()).toMatchObject({ good: 'Active' });
    expect(words()['other']).not.toBe('Active');
    expect(await positionIn('good')).toBe(8);
    expect(await positionIn('other')).toBeUndefined();
  });

  test('each has a row of its own', async () => {
    good.add(4);
    other.add(3);
    start();
    await settled();
    expect([await positionIn('good'), await positionIn('other')]).toEqual([4, 3]);
    expect(delivered(bench)).toHaveLength(7);
  });

  test('the one that is asked for polls at once', async () => {
    start();
    await settled();
    good.add(1);
    host.pollNow('good');
    host.pollNow('nobody');
    await bench.endpoint.until(() => delivered(bench).length === 1, AbortSignal.timeout(5000));
    await settled();
    expect([good.polls.length, other.polls.length]).toEqual([2, 1]);
  });
});

test('the report satisfies its schema, and names the connector at fault', async () => {
  other.fail({ error: refusedKey });
  start();
  await settled();
  const report = statusReportSchema.parse(host.status());
  expect(report).toMatchObject({
    at: new Date(testStartMs).toISOString(),
    host: { running: true, pid: process.pid, version: '9.8.7', startedAt: new Date(testStartMs).toISOString() },
    summary: '2 connectors: 1 Active, 1 Action required. The other: the key is refused',
    connectors: [
      { id: 'good', name: 'The good', destination: `${bench.endpoint.url}/v1/logs` },
      { id: 'other', status: 'Action required' },
    ],
  });
  expect(report.connectors[0]).not.toHaveProperty('pollIntervalMs');
});

describe('a new configuration', () => {
  test('that changes nothing is not noticed', async () => {
    start();
    await settled();
    await host.reload(configuration([connectorOf(good, 'good'), connectorOf(other, 'other')]));
    expect([good.polls, other.polls]).toEqual([[0], [0]]);
    expect([good.events, other.events].flat()).not.toContain('close');
  });

  test('restarts the connector that changed, from what is saved; the others do not notice', async () => {
    good.add(4);
    start();
    await settled();
    const fresh = createNumbers();
    fresh.add(6);
    await host.reload(configuration([connectorOf(fresh, 'good', 'a new key'), connectorOf(other, 'other')]));
    await settled();
    expect(good.events).toContain('close');
    expect(fresh.polls).toEqual([4]);
    expect(delivered(bench)).toEqual(uids(0, 6));
    expect(other.polls).toEqual([0]);
    expect(other.events).not.toContain('close');
  });

  test('starts the connector that is new and stops the one that is gone', async () => {
    good.add(4);
    start();
    await settled();
    const added = createNumbers();
    added.add(2);
    await host.reload(configuration([connectorOf(good, 'good'), connectorOf(added, 'added')]));
    await settled();
    expect(words()).toEqual({ good: 'Active', added: 'Active' });
    expect(other.events).toContain('close');
    expect(await positionIn('added')).toBe(2);
    expect(await bench.store.load('other')).toBeDefined();
  });

  test('of the destination restarts all of them, and what comes then goes there', async () => {
    good.add(4);
    start();
    await settled();
    const elsewhere = await startFakeOtlpEndpoint();
    good.add(1);
    const connectors = [connectorOf(good, 'good'), connectorOf(other, 'other')];
    await host.reload(configuration(connectors, elsewhere.url));
    await settled();
    expect([good.polls, other.polls]).toEqual([
      [0, 4],
      [0, 0],
    ]);
    expect([delivered(bench).length, delivered({ endpoint: elsewhere }).length]).toEqual([4, 1]);
    await elsewhere.close();
  });

  test('names what only a new process can change', async () => {
    start();
    const next = configuration([connectorOf(good, 'good'), connectorOf(other, 'other')]);
    const state = { directory: '/elsewhere', keyFile: undefined };
    expect(await host.reload({ ...next, state, log: { level: 'debug' } })).toEqual(['state', 'log']);
  });

  test('brings back a connector that had needed a person', async () => {
    other.fail({ error: refusedKey });
    start();
    await settled();
    const fixed = createNumbers();
    await host.reload(configuration([connectorOf(good, 'good'), connectorOf(fixed, 'other', 'a new key')]));
    await settled();
    expect(words()).toEqual({ good: 'Active', other: 'Active' });
  });
});

describe('stopping', () => {
  test('lets batches under way be accepted and saved', async () => {
    good.add(12);
    other.add(12);
    let begun = 0;
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    bench.endpoint.faults.add(() => () => {
      begun += 1;
      if (begun === 2) reach();
      return { kind: 'slow', ms: 100 };
    });
    start();
    await reached;
    await host.stop();
    expect([await positionIn('good'), await positionIn('other')]).toEqual([4, 4]);
    expect(delivered(bench)).toHaveLength(8);
    expect([...(await host.ended()).values()]).toEqual([{ ended: 'stopped' }, { ended: 'stopped' }]);
  });

  test('takes no more than nine seconds of it: then a batch that hangs is broken off', async () => {
    good.add(4);
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    bench.endpoint.faults.add(() => () => {
      reach();
      return { kind: 'hang', after: 'nothing' };
    });
    start();
    await reached;
    let over = false;
    const stopped = host.stop().then(() => (over = true));
    await bench.clock.advance(8999);
    expect(over).toBe(false);
    await bench.clock.advance(1);
    await stopped;
    expect(await positionIn('good')).toBeUndefined();
    expect(bench.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('does not wait when nothing is under way', async () => {
    start();
    await settled();
    await host.stop();
    expect(bench.clock.elapsed()).toBe(0);
    expect(bench.clock.sleeping()).toBe(0);
  });

  test('twice is as once', async () => {
    start();
    await settled();
    await Promise.all([host.stop(), host.stop()]);
    await host.stop();
    expect(good.events.filter((event) => event === 'close')).toHaveLength(1);
  });
});

test('a host whose connectors end by themselves tells how each ended', async () => {
  good.add(4);
  other.fail({ error: refusedKey });
  start(undefined, { once: { giveUpAfterMs: minute } });
  expect(await host.ended()).toEqual(
    new Map<string, unknown>([
      ['good', { ended: 'caught up' }],
      ['other', { ended: 'gave up', error: refusedKey }],
    ]),
  );
  expect(delivered(bench)).toEqual(uids(0, 4));
});

test('what a host does is told to whoever measures it', async () => {
  good.add(4);
  bench.endpoint.faults.add(fault.once(fault.status(503)));
  const told: string[] = [];
  start([connectorOf(good, 'good')], {
    onPoll: (id, { outcome }) => told.push(`poll of ${id}: ${outcome}`),
    onExport: (id, { outcome }) => told.push(`export of ${id}: ${outcome}`),
    onSaved: (id) => told.push(`saved ${id}`),
  });
  await settled(1);
  await bench.clock.advance(1000);
  await bench.endpoint.until(() => delivered(bench).length === 4, AbortSignal.timeout(5000));
  await settled(1);
  expect(told).toEqual([
    'export of good: unavailable',
    'poll of good: unavailable',
    'export of good: ok',
    'saved good',
    'poll of good: ok',
  ]);
});
