import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConnectorError } from '../../../src/contract/index.ts';
import { type Host, startHost } from '../../../src/host/create-host.ts';
import { type Metrics, startMetrics } from '../../../src/host/metrics/start-metrics.ts';
import { startWeb, type Web } from '../../../src/host/web/start-web.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { type Bench, connectorOf, openBench } from '../collect/collect-bench.ts';
import { createNumbers, type Numbers } from '../collect/numbers-source.ts';
import { plainConfiguration } from '../plain-configuration.ts';
import { head, rawRequest } from '../web/raw-request.ts';
import { prometheusFamilies } from './prometheus-families.ts';

let bench: Bench;
let numbers: Numbers;
let host: Host;
let metrics: Metrics;
let web: Web;

beforeEach(async () => {
  bench = await openBench();
  numbers = createNumbers();
  const { logger, random } = bench.tools;
  const status = () => host.status();
  metrics = startMetrics({ status, version: '9.8.7', logger, random });
  web = await startWeb({
    listen: { host: '127.0.0.1', port: 0 },
    hosts: [],
    tls: undefined,
    access: [],
    status,
    metricsText: async () => metrics.text(),
    console: undefined,
    stateDirectory: '',
    clock: bench.clock,
    logger,
    random,
  });
});
afterEach(async () => {
  await web.close();
  await host.stop();
  await metrics.stop();
  await bench.close();
});

function start(): void {
  host = startHost({
    configuration: plainConfiguration({
      connectors: [connectorOf(numbers)],
      destination: { config: bench.destination, inputs: new Secret('') },
    }),
    store: bench.store,
    tools: bench.tools,
    version: '9.8.7',
    ...metrics.hooks,
  });
}

const get = async (path: string) => rawRequest(web.url, head(`GET ${path} HTTP/1.1`));

async function value(series: string) {
  const { body } = await get('/metrics');
  const samples = [...prometheusFamilies(body).values()].flatMap((family) => family.samples);
  return samples
    .filter(({ name }) => name === `cortex_otel_${series}`)
    .map(({ labels, value: each }) => [labels, each]);
}

const labels = { connector: 'numbers', source: 'odd-numbers' };

test('what a host collects is there to be read', async () => {
  numbers.add(6);
  start();
  await bench.clock.untilSleeping();
  expect(await value('connector_records_acked_total')).toEqual([[labels, 6]]);
  expect(await value('connector_poll_duration_seconds_count')).toEqual([[{ ...labels, outcome: 'ok' }, 1]]);
  expect(await value('otlp_export_duration_seconds_count')).toEqual([[{ ...labels, outcome: 'ok' }, 2]]);
  expect(await value('checkpoint_commits_total')).toEqual([[labels, 2]]);
  expect(await value('source_lag_seconds')).toEqual([[labels, 0]]);
});

test('a host is ready while its connector heals by itself, for a quarter of an hour', async () => {
  const away = { error: new ConnectorError('unavailable', 'away') };
  numbers.fail(...Array.from({ length: 100 }, () => away));
  start();
  await bench.clock.untilSleeping();
  expect(await get('/readyz')).toMatchObject({ status: 200, body: '{"ready":true,"connectors":{"Retrying":1}}' });
  await bench.clock.advance(15 * 60_000 - 1);
  expect(await get('/readyz?connector=numbers')).toMatchObject({ status: 200 });
  await bench.clock.advance(1);
  expect(await get('/readyz?connector=numbers')).toMatchObject({ status: 500 });
  expect(await get('/readyz')).toMatchObject({ status: 500 });
  expect(await get('/healthz')).toMatchObject({ status: 200 });
});
