import { context, type ContextManager, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createDelivery } from '../../../src/host/delivery/delivery.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { failureOf, never, otlpSink, stagesOf } from './otlp-harness.ts';
import { origin, record, records, uidOf } from './records.ts';
import { accept, answer, hang, startEndpoint } from './scripted-endpoint.ts';

afterEach(() => vi.unstubAllEnvs());

test('a record arrives with its times, severity, body, attributes, uid, resource and scope, and no trace', async () => {
  await using endpoint = await startEndpoint();
  const sink = otlpSink(endpoint.url);
  const body = { id: 7, none: null, list: [null, true, 1.5], map: {}, big: 2 ** 60 };
  await sink.deliver(createDelivery(origin, [record(7, body)]), never);
  expect(JSON.parse(String(endpoint.requests[0]?.body))).toEqual({
    resourceLogs: [
      {
        resource: {
          attributes: [{ key: 'service.name', value: { stringValue: 'cortex-xdr' } }],
          droppedAttributesCount: 0,
        },
        scopeLogs: [
          {
            scope: { name: 'cortex-otel', version: '1.2.3' },
            schemaUrl: 'https://opentelemetry.io/schemas/1.44.0',
            logRecords: [
              {
                timeUnixNano: '1700000007123000000',
                observedTimeUnixNano: '1800000000000000000',
                severityNumber: 17,
                severityText: 'high',
                eventName: 'paloalto.cortex.incident.updated',
                droppedAttributesCount: 0,
                attributes: [
                  { key: 'paloalto.cortex.incident.id', value: { stringValue: '7' } },
                  {
                    key: 'user.roles',
                    value: { arrayValue: { values: [{ stringValue: 'admin' }, { stringValue: 'analyst' }] } },
                  },
                  { key: 'log.record.uid', value: { stringValue: uidOf(7) } },
                ],
                body: {
                  kvlistValue: {
                    values: [
                      { key: 'id', value: { intValue: 7 } },
                      { key: 'none', value: {} },
                      {
                        key: 'list',
                        value: { arrayValue: { values: [{}, { boolValue: true }, { doubleValue: 1.5 }] } },
                      },
                      { key: 'map', value: { kvlistValue: { values: [] } } },
                      { key: 'big', value: { stringValue: '1152921504606847000' } },
                    ],
                  },
                },
              },
            ],
          },
        ],
      },
    ],
  });
  await sink.close();
});

test('a record without a usable time has none, and 300 attributes are kept', async () => {
  await using endpoint = await startEndpoint();
  const sink = otlpSink(endpoint.url);
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`a${index}`, index]));
  const { time: _, ...timeless } = { ...record(1), attributes: many };
  const odd = [timeless, { ...timeless, time: [Number.NaN, 0] }, { ...timeless, time: [-1, 0] }] as const;
  await sink.deliver(createDelivery(origin, odd), never);
  const sent = JSON.parse(String(endpoint.requests[0]?.body)).resourceLogs[0].scopeLogs[0].logRecords;
  expect(sent.map((log: { timeUnixNano: string }) => log.timeUnixNano)).toEqual(['0', '0', '0']);
  expect(sent[0].attributes.length).toBe(301);
  await sink.close();
});

describe('a request', () => {
  test.each(['/', '', '/v1/logs', '/v1/logs/'])('to %o is posted to /v1/logs', async (path) => {
    await using endpoint = await startEndpoint();
    const sink = otlpSink(endpoint.url + path);
    await sink.deliver(createDelivery(origin, records(1)), never);
    expect(endpoint.requests[0]?.path).toBe('/v1/logs');
    expect(sink.destination).toBe(`${endpoint.url}/v1/logs`);
    await sink.close();
  });

  test('keeps the path and query of its endpoint, which are not shown with their secrets', async () => {
    await using endpoint = await startEndpoint();
    const sink = otlpSink(`${endpoint.url.replace('//', '//user:pass@')}/tenant/a?token=t`);
    await sink.deliver(createDelivery(origin, records(1)), never);
    const [request] = endpoint.requests;
    expect(request?.path).toBe('/tenant/a/v1/logs?token=t');
    expect(request?.headers.authorization).toBe(`Basic ${btoa('user:pass')}`);
    expect(sink.destination).toBe(`${endpoint.url}/tenant/a/v1/logs`);
    await sink.close();
  });

  test('carries the configured headers, and none that the environment means for others', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'x-other=secret,authorization=Bearer%20other');
    await using endpoint = await startEndpoint();
    const sink = otlpSink(endpoint.url, { headers: { 'X-Token': new Secret('t-123') } });
    await sink.deliver(createDelivery(origin, records(1)), never);
    const headers = endpoint.requests[0]?.headers ?? {};
    expect(headers).toMatchObject({ 'x-token': 't-123', 'content-type': 'application/json' });
    expect(headers['user-agent']).toMatch(/^cortex-otel /);
    expect(headers).not.toHaveProperty('x-other');
    expect(headers).not.toHaveProperty('authorization');
    await sink.close();
  });

  test('that cannot be made from its headers is a setting', async () => {
    await using endpoint = await startEndpoint();
    const sink = otlpSink(endpoint.url, { headers: { 'x-token': new Secret('two\nlines') } });
    const error = await failureOf(sink.deliver(createDelivery(origin, records(1)), never));
    expect(error).toMatchObject({ kind: 'config', code: 'OTLP-614' });
    expect(JSON.stringify([error.message, String(error.cause)])).not.toContain('lines');
    await sink.close();
  });
});

describe('gzip refused with 415', () => {
  test('is sent once without compression, and from then on', async () => {
    await using endpoint = await startEndpoint((response, request) =>
      (request.headers['content-encoding'] === 'gzip' ? answer(415) : accept)(response, request),
    );
    const sink = otlpSink(endpoint.url, { compression: 'gzip' });
    expect(await sink.deliver(createDelivery(origin, records(3)), never)).toMatchObject({ accepted: 3, requests: 2 });
    expect(await sink.deliver(createDelivery(origin, records(3)), never)).toMatchObject({ accepted: 3, requests: 1 });
    await sink.close();
  });

  test('and refused without compression is a setting', async () => {
    await using endpoint = await startEndpoint(answer(415));
    const sink = otlpSink(endpoint.url, { compression: 'gzip' });
    const error = await failureOf(sink.deliver(createDelivery(origin, records(3)), never));
    expect(error).toMatchObject({ kind: 'config', code: 'OTLP-607' });
    expect(endpoint.requests.length).toBe(2);
    await sink.close();
  });
});

describe('one request an export', () => {
  test.each([
    ['503 with Retry-After: 0', answer(503, '', { 'retry-after': '0' })],
    ['502', answer(502)],
    [
      'a connection that is reset',
      (response: { socket: unknown }) => (response.socket as { destroy(): void }).destroy(),
    ],
  ])('%s is not asked again by the exporter', async (_, behaviour) => {
    await using endpoint = await startEndpoint(behaviour);
    const sink = otlpSink(endpoint.url);
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true, advanceTimeDelta: 1000 });
    try {
      await failureOf(sink.deliver(createDelivery(origin, records(1)), never));
      // Long enough for the exporter's first retry, had it one.
      await vi.advanceTimersByTimeAsync(4000);
    } finally {
      vi.useRealTimers();
    }
    // A retry would have left before these; they come over other connections.
    endpoint.otherwise = accept;
    for (const id of [2, 3, 4]) await sink.deliver(createDelivery(origin, records(1, id)), never);
    expect(endpoint.requests.map(({ uids }) => uids[0])).toEqual([0, 2, 3, 4].map(uidOf));
    await sink.close();
  });
});

test('a span of whoever calls is not put on the records', async () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const active = trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: 'b7ad6b7169203331', traceFlags: 1 });
  const manager: ContextManager = {
    active: () => active,
    with: (_, run, self, ...args) => run.call(self as ThisParameterType<typeof run>, ...args),
    bind: (_, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  context.setGlobalContextManager(manager);
  try {
    await using endpoint = await startEndpoint();
    const sink = otlpSink(endpoint.url);
    await sink.deliver(createDelivery(origin, records(1)), never);
    expect(String(endpoint.requests[0]?.body)).not.toContain(traceId);
    await sink.close();
  } finally {
    context.disable();
  }
});

test('requests stay under 4 MB', async () => {
  await using endpoint = await startEndpoint();
  const sink = otlpSink(endpoint.url);
  const large = Array.from({ length: 20 }, (_, id) => record(id, { text: 'x"\u0001'.repeat(50_000) }));
  expect(await sink.deliver(createDelivery(origin, large), never)).toMatchObject({ accepted: 20 });
  expect(endpoint.requests.length).toBeGreaterThan(1);
  expect(Math.max(...endpoint.requests.map(({ body }) => body.length))).toBeLessThan(4_000_000);
  await sink.close();
});

test('an abort ends a request at once with its own reason, and what was not accepted stays pending', async () => {
  await using endpoint = await startEndpoint(hang);
  const sink = otlpSink(endpoint.url);
  const delivery = createDelivery(origin, records(3));
  const stop = new AbortController();
  const delivering = sink.deliver(delivery, stop.signal);
  await expect.poll(() => endpoint.requests.length).toBe(1);
  stop.abort(new Error('stopped'));
  await expect(delivering).rejects.toThrow('stopped');
  endpoint.otherwise = accept;
  expect(await sink.deliver(delivery, never)).toMatchObject({ accepted: 3 });
  await sink.close();
});

test('several deliveries at a time do not disturb each other', async () => {
  await using endpoint = await startEndpoint(
    (response, request) => void setTimeout(() => accept(response, request), 20),
  );
  const sink = otlpSink(endpoint.url);
  const reports = await Promise.all(
    [0, 1, 2, 3].map((n) => sink.deliver(createDelivery(origin, records(5, n * 5)), never)),
  );
  expect(reports.map(({ accepted, requests }) => [accepted, requests])).toEqual(Array(4).fill([5, 1]));
  expect(endpoint.requests.flatMap(({ uids }) => uids).length).toBe(20);
  await sink.close();
});

test('a partial success is counted and kept for inspection, never sent again; a mere warning is shown', async () => {
  await using endpoint = await startEndpoint();
  endpoint.script.push(
    answer(200, '{"partialSuccess":{"rejectedLogRecords":"3","errorMessage":"too old"}}'),
    answer(200, '{"partialSuccess":{"rejectedLogRecords":0,"errorMessage":"hurry"}}'),
  );
  const sink = otlpSink(endpoint.url);
  const batch = records(400);
  const report = await sink.deliver(createDelivery(origin, batch), never);
  expect(report).toMatchObject({ accepted: 397, warnings: ['hurry'], requests: 2, refused: [] });
  expect(report.partial).toEqual([{ count: 3, message: 'too old', records: batch.slice(0, 200) }]);
  await sink.close();
});

describe('the connection test', () => {
  const testAgainst = async (behaviour: typeof accept) => {
    await using endpoint = await startEndpoint(behaviour);
    const sink = otlpSink(endpoint.url);
    const stages = await stagesOf(sink);
    await sink.close();
    return { stages, requests: endpoint.requests };
  };

  test('exports nothing and says that it was accepted', async () => {
    const { stages, requests } = await testAgainst(accept);
    expect(stages).toMatchObject([{ stage: 'destination', status: 'ok' }]);
    expect(JSON.parse(String(requests[0]?.body))).toEqual({ resourceLogs: [] });
  });

  test('says what failed and what to do', async () => {
    const { stages } = await testAgainst(answer(401, 'no token'));
    expect(stages).toMatchObject([
      { status: 'failed', code: 'OTLP-602', message: expect.stringContaining('no token') },
    ]);
    expect(stages[0]?.remedy).toMatch(/headers/);
  });

  test('warns of an endpoint that refuses an empty export', async () => {
    const { stages } = await testAgainst(answer(400, 'empty'));
    expect(stages).toMatchObject([{ status: 'warning' }]);
  });
});
