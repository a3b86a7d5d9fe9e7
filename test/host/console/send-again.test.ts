import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LogRecord } from '../../../src/contract/index.ts';
import { sendAgain } from '../../../src/host/console/send-again.ts';
import { createSink } from '../../../src/host/delivery/create-sink.ts';
import type { Sink } from '../../../src/host/delivery/sink.ts';
import type { StoredDeadLetter } from '../../../src/host/state/dead-letter.ts';
import {
  type FakeOtlpEndpoint,
  fault,
  otlpFault,
  startFakeOtlpEndpoint,
  testTools,
} from '../../../src/testing/index.ts';
import { otlpDestination } from '../collect/collect-bench.ts';
import { origin, record, records } from '../delivery/records.ts';

let endpoint: FakeOtlpEndpoint;
let sink: Sink;
beforeEach(async () => {
  endpoint = await startFakeOtlpEndpoint();
  sink = createSink(otlpDestination(endpoint.url), { ...testTools(), proxyEnvironment: {} });
});
afterEach(async () => {
  await sink.close();
  await endpoint.close();
});

function letter(id: number, ...held: readonly LogRecord[]): StoredDeadLetter {
  return { id, connector: 'eu', kind: held.length > 1 ? 'partial' : 'refused', reason: 'no', atMs: 0, records: held };
}

const send = async (...letters: readonly StoredDeadLetter[]) =>
  sendAgain(letters, { origin, sink }, AbortSignal.timeout(10_000));

test('what is accepted among others that are refused again is told apart', async () => {
  endpoint.faults.add(otlpFault.refuse([record(2).uid]));
  expect(await send(letter(11, record(1)), letter(12, record(2)), letter(13, record(3)))).toEqual({
    accepted: [11, 13],
    refused: 1,
    error: undefined,
  });
});

test('one that is refused alone stays', async () => {
  endpoint.faults.add(otlpFault.status(400));
  expect(await send(letter(11, record(1)))).toEqual({ accepted: [], refused: 1, error: undefined });
});

test('of a partial success nothing counts as accepted: which ones were is not said', async () => {
  endpoint.faults.add(otlpFault.partialSuccess(1));
  expect(await send(letter(11, ...records(3, 1)))).toEqual({ accepted: [], refused: 1, error: undefined });
});

test('what was accepted before the endpoint went down is not sent again', async () => {
  endpoint.faults.add(otlpFault.refuse([record(401).uid], 503));
  const sent = await send(letter(11, ...records(400, 1)), letter(12, ...records(400, 401)), letter(13, record(900)));
  expect(sent).toMatchObject({ accepted: [11], refused: 0, error: { kind: 'unavailable' } });
  expect(endpoint.counts().get(record(900).uid)).toBeUndefined();
});

test('nothing is lost when it has to end', async () => {
  endpoint.faults.add(fault.hang());
  const sent = await sendAgain([letter(11, record(1))], { origin, sink }, AbortSignal.timeout(100));
  expect(sent).toMatchObject({ accepted: [], refused: 0, error: { kind: 'unavailable' } });
});
