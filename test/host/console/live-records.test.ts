import { beforeEach, describe, expect, test } from 'vitest';
import { liveRecordsSchema } from '../../../src/api/operations.ts';
import { createLiveRecords, type LiveRecords } from '../../../src/host/console/live-records.ts';
import { createRedactor } from '../../../src/shared/redact.ts';
import { testStartMs } from '../../../src/testing/index.ts';
import { createVirtualClock, type VirtualClock } from '../../../src/testing/virtual-clock.ts';
import { uidOf } from '../delivery/records.ts';
import { acceptedBatch } from './accepted-batch.ts';

const minute = 60_000;
let clock: VirtualClock;
let live: LiveRecords;
let redacted: number;

beforeEach(() => {
  clock = createVirtualClock(testStartMs);
  const redactor = createRedactor();
  redacted = 0;
  live = createLiveRecords(clock, {
    redact(text) {
      redacted += 1;
      return redactor.redact(text);
    },
  });
});

const numbers = (after?: number) => live.of('soc', after).records.map(({ sequence }) => sequence);

describe('records that go by', () => {
  test('are shown to whoever has asked before, as the API describes them', () => {
    expect(live.of('soc')).toEqual({ records: [], passed: 0 });
    live.onSaved('soc', acceptedBatch(2));
    const answer = liveRecordsSchema.parse(live.of('soc'));
    expect(answer).toMatchObject({
      records: [
        { sequence: 1, at: new Date(testStartMs).toISOString(), uid: uidOf(0), raw: { id: 0 }, severity: 'high' },
        { sequence: 2, uid: uidOf(1) },
      ],
      passed: 2,
    });
    expect(numbers(1)).toEqual([2]);
    expect(numbers(2)).toEqual([]);
  });

  test('are counted and nothing more while nobody looks', async () => {
    live.onSaved('soc', acceptedBatch(500));
    expect(live.of('soc')).toEqual({ records: [], passed: 500 });
    live.onSaved('soc', acceptedBatch(1, 0, 500));
    expect(numbers()).toEqual([501]);
    await clock.advance(minute);
    redacted = 0;
    live.onSaved('soc', acceptedBatch(1, 0, 501));
    expect(live.of('soc')).toEqual({ records: [], passed: 502 });
    expect(redacted).toBe(0);
  });

  test('of another connector are not shown', () => {
    live.of('soc');
    live.onSaved('other', acceptedBatch(3));
    expect(live.of('soc')).toEqual({ records: [], passed: 0 });
  });

  test('are sampled: five a second, spread over what came at once', async () => {
    live.of('soc');
    live.onSaved('soc', acceptedBatch(500));
    expect(numbers()).toEqual(Array.from({ length: 25 }, (_, index) => (index + 1) * 20));
    await clock.advance(1000);
    live.onSaved('soc', acceptedBatch(500, 0, 500));
    expect(numbers(500)).toEqual([600, 700, 800, 900, 1000]);
    live.onSaved('soc', acceptedBatch(500, 0, 1000));
    expect(numbers(1000)).toEqual([]);
  });

  test('are at most 200, the newest', async () => {
    for (let second = 0; second < 100; second++) {
      live.of('soc');
      live.onSaved('soc', acceptedBatch(5, 0, second * 5));
      await clock.advance(1000);
    }
    expect(numbers()).toHaveLength(200);
    expect(numbers().at(-1)).toBe(500);
  });

  test('are those the destination took', () => {
    live.of('soc');
    live.onSaved('soc', acceptedBatch(4, 3));
    expect(numbers()).toEqual([4]);
  });

  test('are forgotten with their connector', () => {
    live.of('soc');
    live.onSaved('soc', acceptedBatch(4));
    live.onGone('soc');
    expect(live.of('soc')).toEqual({ records: [], passed: 0 });
  });
});
