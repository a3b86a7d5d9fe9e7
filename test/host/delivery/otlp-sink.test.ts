import { describe, expect, test } from 'vitest';
import { createDelivery } from '../../../src/host/delivery/delivery.ts';
import { failureOf, never, otlpSink } from './otlp-harness.ts';
import { origin, records } from './records.ts';
import { accept, answer, cut, drip, hang, reset, startEndpoint } from './scripted-endpoint.ts';

describe.each(['json', 'protobuf'] as const)('delivery in %s', (encoding) => {
  test.each(['none', 'gzip'] as const)('an accepted batch is delivered once, compression %s', async (compression) => {
    await using endpoint = await startEndpoint(encoding === 'json' ? accept : answer(200));
    const sink = otlpSink(endpoint.url, { encoding, compression });
    const batch = records(450);
    const report = await sink.deliver(createDelivery(origin, batch), never);
    expect(report).toMatchObject({ accepted: 450, partial: [], refused: [], warnings: [], requests: 3 });
    expect(endpoint.requests.map(({ uids }) => uids.length)).toEqual([150, 150, 150]);
    expect(endpoint.requests.flatMap(({ uids }) => uids)).toEqual(batch.map(({ uid }) => uid));
    expect(new Set(endpoint.requests.map(({ connection }) => connection)).size).toBe(1);
    expect(endpoint.requests[0]).toMatchObject({ path: '/v1/logs' });
    await sink.close();
  });
});

describe('an endpoint that fails', () => {
  test.each([
    ['resets', reset],
    ['cuts its answer by FIN', cut('end')],
    ['cuts its answer by RST', cut('reset')],
    ['answers 503', answer(503)],
    ['answers garbage', answer(200, '{"partial')],
  ])('an endpoint that %s is sent the same batch again, and nothing that was accepted before', async (_, behaviour) => {
    await using endpoint = await startEndpoint();
    endpoint.script.push(accept, behaviour);
    const sink = otlpSink(endpoint.url);
    const delivery = createDelivery(origin, records(400));
    const error = await failureOf(sink.deliver(delivery, never));
    expect(error.kind).toBe('unavailable');
    const report = await sink.deliver(delivery, never);
    expect(report).toMatchObject({ accepted: 400, requests: 3 });
    expect(endpoint.requests.map(({ uids }) => uids[0])).toEqual([0, 200, 200].map((id) => delivery.records[id]?.uid));
    await sink.close();
  });

  test.each([
    ['hangs', hang],
    ['drips', drip(50)],
  ])('an endpoint that %s is given up at the total deadline', async (_, behaviour) => {
    await using endpoint = await startEndpoint(behaviour);
    const sink = otlpSink(endpoint.url, { timeoutMs: 300 });
    const delivery = createDelivery(origin, records(2));
    const startedAt = performance.now();
    const error = await failureOf(sink.deliver(delivery, never));
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(error).toMatchObject({ kind: 'unavailable', code: 'OTLP-608' });
    endpoint.otherwise = accept;
    expect(await sink.deliver(delivery, never)).toMatchObject({ accepted: 2, requests: 2 });
    await sink.close();
  });
});
