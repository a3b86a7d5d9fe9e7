import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { overviewSchema } from '../../src/api/overview.ts';
import { restingReport } from '../../src/cli/resting-report.ts';
import { statusTable } from '../../src/cli/status-table.ts';
import { ConnectorError, type ErrorKind } from '../../src/contract/index.ts';
import { createActivity } from '../../src/host/console/activity.ts';
import { overviewOf } from '../../src/host/console/overview-of.ts';
import { type Host, startHost } from '../../src/host/create-host.ts';
import type { StatusReport } from '../../src/host/status/status-report.ts';
import { type StatusWord, statusWords } from '../../src/host/status/status-word.ts';
import { startWeb } from '../../src/host/web/start-web.ts';
import { Secret } from '../../src/shared/secret.ts';
import { testStartMs } from '../../src/testing/index.ts';
import { type Bench, connectorOf, openBench, otlpDestination } from '../host/collect/collect-bench.ts';
import { createNumbers, type Numbers } from '../host/collect/numbers-source.ts';
import { plainConfiguration } from '../host/plain-configuration.ts';
import { temporaryDirectory } from '../host/state/state-tools.ts';
import { madeUpConsole } from '../host/web/made-up-console.ts';

let bench: Bench;
let numbers: Numbers;
let host: Host | undefined;

beforeEach(async () => {
  bench = await openBench();
  [numbers, host] = [createNumbers(), undefined];
});
afterEach(async () => {
  bench.endpoint.faults.clear();
  await host?.stop();
  await bench.close();
});

const configuration = () =>
  plainConfiguration({
    connectors: [connectorOf(numbers, 'soc')],
    destination: { config: otlpDestination(bench.endpoint.url), inputs: new Secret('') },
  });

function started(): Host {
  const { store, tools } = bench;
  host = startHost({ configuration: configuration(), store, tools, version: '1.0.0' });
  return host;
}

async function atWork(): Promise<Host> {
  const running = started();
  await bench.clock.untilSleeping();
  return running;
}

/** One that has failed so often in a row, and waits. */
async function failing(kind: ErrorKind, times = 1): Promise<Host> {
  numbers.fail(...Array.from({ length: times }, () => ({ error: new ConnectorError(kind, 'it failed') })));
  const running = await atWork();
  for (let attempt = 1; attempt < times; attempt++) {
    const [connector] = running.status().connectors;
    await bench.clock.advance(Date.parse(connector?.nextAttemptAt ?? '') - bench.clock.now());
    await bench.clock.untilSleeping();
  }
  return running;
}

async function resting(mode: 'standby' | 'inactive'): Promise<StatusReport> {
  const { store: stored, clock } = bench;
  return restingReport({ configuration: configuration(), mode, stored, version: '1.0.0', clock });
}

/** What /api/v1/status and /readyz answer. */
async function overHttp(report: StatusReport) {
  const state = temporaryDirectory();
  mkdirSync(state.path, { recursive: true });
  const activity = createActivity(bench.clock);
  const overview = () => overviewOf(report, { connector: () => undefined, activity });
  const web = await startWeb({
    ...bench.tools,
    listen: { host: '127.0.0.1', port: 0 },
    hosts: [],
    tls: undefined,
    access: [],
    console: madeUpConsole({ overview }),
    status: () => report,
    metricsText: async () => '',
    stateDirectory: state.path,
  });
  try {
    const authorization = `Bearer ${new URL(web.signInUrl).hash.slice('#token='.length)}`;
    const status = await fetch(`${web.url}/api/v1/status`, { headers: { authorization } });
    const ready = await fetch(`${web.url}/readyz?connector=soc`);
    const { status: word } = z.object({ status: z.string() }).parse(await ready.json());
    return { overview: overviewSchema.parse(await status.json()), ready: { code: ready.status, status: word } };
  } finally {
    await web.close();
    state.remove();
  }
}

const history = { rangesDone: 1, ranges: 4, ratio: 0.25, toMs: testStartMs };

const cases: readonly [StatusWord, string, number, () => Promise<StatusReport>][] = [
  ['Pending', 'before the first answer', 503, async () => started().status()],
  ['Active', 'after a poll that found nothing', 200, async () => (await atWork()).status()],
  [
    'Active (catching up)',
    'while history is read',
    200,
    async () => {
      numbers.ending = { progress: { history } };
      return (await atWork()).status();
    },
  ],
  ['Throttled', 'asked to slow down', 200, async () => (await failing('throttled')).status()],
  ['Retrying', 'without an answer', 200, async () => (await failing('unavailable')).status()],
  [
    'Retrying',
    'without an answer for a quarter of an hour',
    500,
    async () => (await failing('unavailable', 30)).status(),
  ],
  [
    'Retrying',
    'after the second answer that is not understood',
    200,
    async () => (await failing('protocol', 2)).status(),
  ],
  ['Action required', 'after the third', 500, async () => (await failing('protocol', 3)).status()],
  ['Action required', 'with a key that is refused', 500, async () => (await failing('auth')).status()],
  [
    'Action required',
    'when it cannot be configured',
    500,
    async () => {
      const running = started();
      const broken = { id: 'soc', name: 'SOC', source: 'odd-numbers', message: 'no key', remedy: 'Give one.' };
      await running.reload({ ...configuration(), connectors: [], broken: [broken] });
      return running.status();
    },
  ],
  [
    'Paused',
    'by a person, whatever failed before',
    200,
    async () => {
      const running = await failing('auth');
      await running.pause('soc', { by: 'alice', atMs: testStartMs });
      return running.status();
    },
  ],
  ['Standby', 'beside a process that holds the state', 200, async () => resting('standby')],
  ['Inactive', 'without a host', 503, async () => resting('inactive')],
];

test.for(cases)('%s, %s, is the same word everywhere; /readyz: %i', async ([word, , code, arrange]) => {
  const report = await arrange();
  const [connector] = report.connectors;
  if (!connector) throw new Error('no row');
  expect(connector).toMatchObject({ id: 'soc', status: word });
  expect(report.summary).toContain(`1 connector: 1 ${word}.`);

  const { overview, ready } = await overHttp(report);
  expect(overview.connectors.map(({ status }) => status)).toEqual([word]);
  expect(overview.summary).toBe(report.summary);
  expect(ready).toEqual({ code, status: word });

  const line = statusTable(report, (_style, text) => text).split('\n')[1];
  expect(line).toMatch(new RegExp(`^soc +${word.replace(/[()]/g, '\\$&')} `));
});

test('no word is left out', () => {
  expect(new Set(cases.map(([word]) => word))).toEqual(new Set(statusWords));
});
