import { describe, expect, test } from 'vitest';
import type { LogRecord } from '../../../src/contract/index.ts';
import { createDelivery, join } from '../../../src/host/delivery/delivery.ts';
import { failureOf, never, otlpSink } from './otlp-harness.ts';
import { origin, record, records, uidOf } from './records.ts';
import { accept, answer, type Behaviour, startEndpoint } from './scripted-endpoint.ts';

/** Refuses every request that holds one of the bad records. */
function refuse(bad: Iterable<number>, refusal: Behaviour): Behaviour {
  const uids = new Set([...bad].map(uidOf));
  return (response, request) => (request.uids.some((uid) => uids.has(uid)) ? refusal : accept)(response, request);
}

const idsOf = (refused: readonly { readonly record: LogRecord }[]) => refused.map(({ record: { uid } }) => uid);
const bound = (count: number) => 2 * Math.ceil(Math.log2(count)) + 1;

describe.each([400, 413, 422])('a batch answered %i', (status) => {
  test.each([0, 1, 77, 198, 199])(
    'is split until record %i stands alone; it is set aside, the others are accepted',
    async (bad) => {
      await using endpoint = await startEndpoint(refuse([bad], answer(status, 'bad field')));
      const sink = otlpSink(endpoint.url);
      const batch = records(200);
      const report = await sink.deliver(createDelivery(origin, batch), never);
      expect(report.accepted).toBe(199);
      expect(report.refused).toEqual([{ record: batch[bad], status, reason: 'bad field' }]);
      expect(report.requests - 1).toBeLessThanOrEqual(bound(200));
      expect(report.requests).toBe(endpoint.requests.length);
      await sink.close();
    },
  );
});

test('several bad records are each set aside', async () => {
  const bad = [3, 4, 50, 51, 52, 199];
  await using endpoint = await startEndpoint(refuse(bad, answer(400)));
  const sink = otlpSink(endpoint.url);
  const report = await sink.deliver(createDelivery(origin, records(200)), never);
  expect(report.accepted).toBe(194);
  expect(idsOf(report.refused).toSorted()).toEqual(bad.map(uidOf).toSorted());
  expect(report.requests - 1).toBeLessThanOrEqual(bad.length * bound(200));
  await sink.close();
});

describe('an endpoint that refuses everything', () => {
  test.each([2, 3, 5, 200])('is broken: of %i records none is set aside, and few are tried', async (count) => {
    await using endpoint = await startEndpoint(answer(400, 'nope'));
    const sink = otlpSink(endpoint.url);
    const delivery = createDelivery(origin, records(count));
    for (const attempt of [1, 2, 3]) {
      const error = await failureOf(sink.deliver(delivery, never));
      expect(error).toMatchObject({ kind: 'refused', code: 'OTLP-601' });
      expect(delivery.ledger.report()).toMatchObject({ accepted: 0, refused: [] });
      expect(endpoint.requests.length).toBeLessThanOrEqual(attempt * (bound(count) + 1));
    }
    endpoint.otherwise = accept;
    expect(await sink.deliver(delivery, never)).toMatchObject({ accepted: count, refused: [] });
    await sink.close();
  });

  test('is told from bad records side by side by the next attempt, which looks elsewhere', async () => {
    const bad = [0, 1, 126, 127];
    await using endpoint = await startEndpoint(refuse(bad, answer(400)));
    const sink = otlpSink(endpoint.url);
    const delivery = createDelivery(origin, records(128));
    expect(await failureOf(sink.deliver(delivery, never))).toMatchObject({ kind: 'refused' });
    expect(delivery.ledger.report()).toMatchObject({ accepted: 0, refused: [] });
    const report = await sink.deliver(delivery, never);
    expect(report.accepted).toBe(124);
    expect(idsOf(report.refused).toSorted()).toEqual(bad.map(uidOf).toSorted());
    await sink.close();
  });

  test('after it accepted other requests of the delivery holds the rest', async () => {
    await using endpoint = await startEndpoint(answer(400));
    endpoint.script.push(accept);
    const sink = otlpSink(endpoint.url);
    const delivery = createDelivery(origin, records(400));
    expect(await failureOf(sink.deliver(delivery, never))).toMatchObject({ kind: 'refused' });
    expect(delivery.ledger.report()).toMatchObject({ accepted: 200, refused: [] });
    await sink.close();
  });
});

describe('a lone record that is refused', () => {
  test('waits for company, and is set aside once the company is accepted', async () => {
    await using endpoint = await startEndpoint(refuse([0], answer(400, 'bad')));
    const sink = otlpSink(endpoint.url);
    const lone = createDelivery(origin, records(1));
    expect(await failureOf(sink.deliver(lone, never))).toMatchObject({ kind: 'refused', code: 'OTLP-LONE' });
    expect(await failureOf(sink.deliver(lone, never))).toMatchObject({ code: 'OTLP-LONE' });
    const report = await sink.deliver(join(lone, records(5, 1)), never);
    expect(report).toMatchObject({ accepted: 5, refused: [{ status: 400, reason: 'bad' }] });
    expect(report.requests).toBe(endpoint.requests.length);
    await sink.close();
  });

  test('too large to share a request is told by what is accepted after it', async () => {
    const giant = record(0, { text: 'x'.repeat(5_000_000) });
    await using endpoint = await startEndpoint(refuse([0], answer(413, 'too large')));
    const sink = otlpSink(endpoint.url);
    const report = await sink.deliver(createDelivery(origin, [...records(10, 1), giant]), never);
    expect(report).toMatchObject({ accepted: 10, refused: [{ record: giant, status: 413 }], requests: 2 });
    await sink.close();
  });
});

test('two records too large to share a request are each told by what is accepted after them', async () => {
  const giants = [0, 1].map((id) => record(id, { text: 'x'.repeat(2_000_000) }));
  await using endpoint = await startEndpoint(refuse([0, 1], answer(413)));
  const sink = otlpSink(endpoint.url);
  const report = await sink.deliver(createDelivery(origin, [...giants, ...records(10, 2)]), never);
  expect(report.accepted).toBe(10);
  expect(idsOf(report.refused)).toEqual([uidOf(0), uidOf(1)]);
  await sink.close();
});

test('joined with company, a delivery keeps the book of what was settled and sends only the rest', async () => {
  await using endpoint = await startEndpoint();
  const warned = '{"partialSuccess":{"errorMessage":"hurry"}}';
  const rejected = '{"partialSuccess":{"rejectedLogRecords":2,"errorMessage":"old"}}';
  endpoint.script.push(answer(200, warned), answer(200, rejected), answer(503));
  const sink = otlpSink(endpoint.url);
  const delivery = createDelivery(origin, records(600));
  await failureOf(sink.deliver(delivery, never));
  const report = await sink.deliver(join(delivery, records(10, 600)), never);
  expect(report).toMatchObject({ accepted: 608, warnings: ['hurry'], partial: [{ count: 2, message: 'old' }] });
  expect(report.requests).toBe(endpoint.requests.length);
  expect(endpoint.requests.slice(3).flatMap(({ uids }) => uids)).toEqual(records(210, 400).map(({ uid }) => uid));
  await sink.close();
});

describe('a failure amid a split', () => {
  test('left half accepted, right half 503: only the right half is sent again', async () => {
    await using endpoint = await startEndpoint();
    endpoint.script.push(answer(400), accept, answer(503, '', { 'retry-after': '3' }));
    const sink = otlpSink(endpoint.url);
    const delivery = createDelivery(origin, records(100));
    expect(await failureOf(sink.deliver(delivery, never))).toMatchObject({ kind: 'throttled', retryAfterMs: 3000 });
    expect(await sink.deliver(delivery, never)).toMatchObject({ accepted: 100, refused: [] });
    expect(endpoint.requests.map(({ uids }) => [uids.length, uids[0]])).toEqual(
      [
        [100, 0],
        [50, 0],
        [50, 50],
        [50, 50],
      ].map(([length, first]) => [length, uidOf(first ?? -1)]),
    );
    await sink.close();
  });

  test('a refused record whose sibling is not answered yet is not set aside before it is', async () => {
    await using endpoint = await startEndpoint();
    endpoint.script.push(answer(400), answer(400), answer(503));
    const sink = otlpSink(endpoint.url);
    const delivery = createDelivery(origin, records(2));
    expect(await failureOf(sink.deliver(delivery, never))).toMatchObject({ kind: 'unavailable' });
    expect(delivery.ledger.report()).toMatchObject({ accepted: 0, refused: [] });
    expect(await sink.deliver(delivery, never)).toMatchObject({
      accepted: 1,
      refused: [{ record: { uid: uidOf(0) } }],
    });
    await sink.close();
  });
});

describe('a record that brings 500 every time', () => {
  test('is held nine times and split out from the tenth on', async () => {
    await using endpoint = await startEndpoint(refuse([42], answer(500, 'panic')));
    const sink = otlpSink(endpoint.url);
    const delivery = createDelivery(origin, records(100));
    for (let time = 1; time <= 9; time += 1) {
      expect(await failureOf(sink.deliver(delivery, never))).toMatchObject({ kind: 'unavailable', code: 'OTLP-611' });
      expect(endpoint.requests.length).toBe(time);
    }
    const report = await sink.deliver(delivery, never);
    expect(report).toMatchObject({ accepted: 99, refused: [{ record: { uid: uidOf(42) }, status: 500 }] });
    await sink.close();
  });

  test('ten in a row means without another failure between', async () => {
    await using endpoint = await startEndpoint(answer(500));
    const sink = otlpSink(endpoint.url);
    const delivery = createDelivery(origin, records(4));
    endpoint.script.push(...Array.from({ length: 9 }, () => answer(500)), answer(503));
    for (let time = 1; time <= 19; time += 1) await failureOf(sink.deliver(delivery, never));
    expect(endpoint.requests.every(({ uids }) => uids.length === 4)).toBe(true);
    await failureOf(sink.deliver(delivery, never));
    expect(endpoint.requests.at(-1)?.uids.length).toBe(1);
    await sink.close();
  });

  test('a server that answers 500 to everything is held, not refused', async () => {
    await using endpoint = await startEndpoint(answer(500));
    const sink = otlpSink(endpoint.url);
    const delivery = createDelivery(origin, records(4));
    for (let time = 1; time <= 12; time += 1) {
      expect(await failureOf(sink.deliver(delivery, never))).toMatchObject({ kind: 'unavailable' });
    }
    endpoint.otherwise = accept;
    expect(await sink.deliver(delivery, never)).toMatchObject({ accepted: 4, refused: [] });
    await sink.close();
  });
});
