import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startMetrics, type Metrics } from '../../../src/host/metrics/start-metrics.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { createChangeBell, seededRandom } from '../../../src/testing/index.ts';
import { type LoopbackServer, readBody, startLoopbackServer } from '../../../src/testing/loopback-server.ts';
import { connectorStatus, statusReport } from '../status-reports.ts';
import { documentedMetrics } from './documented-metrics.ts';

interface Push {
  readonly path: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const bell = createChangeBell();
const pushes: Push[] = [];
const logged: string[] = [];
let status = 200;
let server: LoopbackServer;
let metrics: Metrics | undefined;

beforeEach(async () => {
  status = 200;
  pushes.length = 0;
  logged.length = 0;
  server = await startLoopbackServer((request, response) => {
    void readBody(request).then((body) => {
      pushes.push({ path: request.url, headers: request.headers, body: body.toString('utf8') });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
      bell.ring();
    });
  });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await metrics?.stop();
  metrics = undefined;
  await server.close();
});

function start(endpoint: string, headers: Readonly<Record<string, string>> = {}, intervalMs = 50): void {
  const log = (fields: object, event: string) => {
    logged.push(`${event} ${JSON.stringify(fields)}`);
    bell.ring();
  };
  metrics = startMetrics({
    status: () => statusReport([connectorStatus('Active', { lagMs: 1500 })]),
    version: '9.8.7',
    logger: { debug() {}, info: log, warn: log, error: log },
    random: seededRandom(1),
    proxyEnvironment: {},
    otlp: {
      endpoint,
      intervalMs,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, new Secret(value)])),
    },
  });
}

async function until(condition: () => boolean): Promise<void> {
  await bell.until(condition, AbortSignal.timeout(10_000));
}

interface OtlpMetric {
  readonly name: string;
  readonly gauge?: { readonly dataPoints: readonly { readonly asDouble?: number }[] };
  readonly sum?: { readonly aggregationTemporality: number; readonly isMonotonic: boolean };
}

function metricsOf({ body }: Push): readonly OtlpMetric[] {
  const { resourceMetrics } = JSON.parse(body) as {
    resourceMetrics: { scopeMetrics: { metrics: OtlpMetric[] }[] }[];
  };
  return resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics: some }) => some));
}

test('metrics are pushed again and again, under their own names', async () => {
  start(`${server.url}/otlp`);
  await until(() => pushes.length >= 3);
  expect(pushes[0]?.path).toBe('/otlp/v1/metrics');
  const names = new Set(documentedMetrics().map(({ name }) => name));
  const pushed = pushes.map(metricsOf).at(-1) ?? [];
  expect(pushed.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
  expect(pushed.find(({ name }) => name === 'source.lag')?.gauge?.dataPoints).toMatchObject([{ asDouble: 1.5 }]);
  expect(pushed.find(({ name }) => name === 'connector.polls')?.sum).toMatchObject({
    aggregationTemporality: 2,
    isMonotonic: true,
  });
});

test('the headers of the configuration go along, and none the environment holds for others', async () => {
  vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'x-somebody-elses=token');
  vi.stubEnv('OTEL_EXPORTER_OTLP_COMPRESSION', 'gzip');
  start(server.url, { Authorization: 'Bearer ours' });
  await until(() => pushes.length >= 1);
  const { authorization, ...others } = pushes[0]?.headers ?? {};
  expect(authorization).toBe('Bearer ours');
  expect(Object.keys(others).toSorted()).toEqual([
    'connection',
    'content-type',
    'host',
    'transfer-encoding',
    'user-agent',
  ]);
});

test('a last push tells how it ended', async () => {
  start(server.url);
  await until(() => pushes.length >= 1);
  const before = pushes.length;
  await metrics?.stop();
  expect(pushes.length).toBeGreaterThan(before);
});

describe('an endpoint that fails', () => {
  test('is told of once, and once more when it is well again', async () => {
    status = 400;
    start(server.url);
    await until(() => pushes.length >= 4);
    expect(logged.filter((line) => line.startsWith('metrics could not be pushed'))).toHaveLength(1);
    status = 200;
    await until(() => logged.some((line) => line.startsWith('metrics are pushed again')));
    expect(logged).toHaveLength(2);
  });

  test('does not get its own words at length into the log, nor our header', async () => {
    await server.close();
    const reset = createServer((request) => request.socket.destroy()).listen(0, '127.0.0.1');
    await once(reset, 'listening');
    const { port } = reset.address() as { port: number };
    start(`http://127.0.0.1:${port}`, { authorization: 'Bearer ours' });
    await until(() => logged.length > 0);
    expect(logged.join()).not.toContain('ours');
    expect(logged.join().length).toBeLessThan(300);
    reset.close();
  });

  test('does not hold up the end', async () => {
    const silent = await startLoopbackServer(() => {});
    start(silent.url, {}, 60_000);
    const begunMs = performance.now();
    await metrics?.stop();
    expect(performance.now() - begunMs).toBeLessThan(3000);
    await silent.close();
  });
});
