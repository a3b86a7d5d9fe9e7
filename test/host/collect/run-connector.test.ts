import { describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../src/contract/index.ts';
import { fault, testStartMs } from '../../../src/testing/index.ts';
import { uidOf } from '../delivery/records.ts';
import { delivered } from './collect-bench.ts';
import { checkpointAt } from './numbers-source.ts';
import { iso, minute, uids, useConnector } from './use-connector.ts';

const { bench, numbers, connector, start, status, settled, attempt, stored } = useConnector();
const away = new ConnectorError('unavailable', 'the API is away');
const refusedKey = new ConnectorError('auth', 'the key is refused');

describe('polling', () => {
  test('delivers what there is, then waits for the interval, counted from the beginning of a poll', async () => {
    numbers().add(6);
    start();
    expect(status().status).toBe('Pending');
    await settled();
    expect(status().status).toBe('Active');
    expect(delivered(bench())).toEqual(uids(0, 6));
    numbers().add(1);
    await bench().clock.advance(minute - 1);
    expect(numbers().polls).toEqual([0]);
    await attempt();
    expect(numbers().polls).toEqual([0, 6]);
    expect(delivered(bench())).toEqual(uids(0, 7));
    expect(await stored()).toMatchObject({
      position: 7,
      status: 'Active',
      counters: { fetched: 7, accepted: 7, polls: 2, failures: 0 },
      times: { pollMs: testStartMs + minute, successMs: testStartMs + minute },
    });
  });

  test('a quiet tenant is Active', async () => {
    start();
    await settled();
    expect(status().status).toBe('Active');
    expect(status()).toMatchObject({ lagMs: 0, nextAttemptAt: iso(minute), error: null });
  });

  test('where there is more it goes on at once', async () => {
    numbers().add(1);
    let polls = 0;
    numbers().ending = { more: true };
    numbers().onPollOver = () => {
      polls += 1;
      if (polls < 3) numbers().add(1);
      else numbers().ending = {};
    };
    start();
    await settled();
    expect(numbers().polls).toEqual([0, 1, 2, 3]);
    expect(bench().clock.elapsed()).toBe(0);
  });

  test('begins where the last life ended', async () => {
    numbers().add(6);
    await bench().store.commit('numbers', { checkpoint: checkpointAt(4) });
    start();
    await settled();
    expect(delivered(bench())).toEqual(uids(4, 6));
  });

  test('is done at once when an operator says so', async () => {
    start();
    await settled();
    numbers().add(1);
    connector().pollNow();
    await bench().endpoint.until(() => bench().endpoint.received().length === 1, AbortSignal.timeout(5000));
    await settled();
    expect(bench().clock.elapsed()).toBe(0);
    expect(numbers().polls).toEqual([0, 0]);
  });

  test('shows how far a history has been read, and that it is catching up', async () => {
    numbers().add(4);
    const history = { rangesDone: 1, ranges: 4, ratio: 0.25, fromMs: 0, toMs: testStartMs };
    numbers().ending = { progress: { history, caughtUp: false, newestMs: testStartMs - 1000 } };
    start();
    await settled();
    expect(status()).toMatchObject({
      status: 'Active (catching up)',
      history: { rangesDone: 1, ranges: 4, ratio: 0.25, to: iso(0), etaMs: null },
      lastEventAt: iso(-1000),
      recordsPerSecond: 4,
    });
  });
});

describe('stopping', () => {
  test('ends a wait', async () => {
    start();
    await settled();
    await connector().stop();
    expect(await connector().done).toEqual({ ended: 'stopped' });
    expect(numbers().events.at(-1)).toBe('close');
  });

  test('ends the wait after a failure', async () => {
    numbers().fail({ error: away });
    start();
    await settled();
    await connector().stop();
    expect(await connector().done).toEqual({ ended: 'stopped' });
  });

  test('gently lets the batch under way be accepted and saved, and asks for no other', async () => {
    numbers().add(12);
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    bench().endpoint.faults.add(() => (call) => {
      if (!call.uids.includes(uidOf(4))) return undefined;
      reach();
      return { kind: 'slow', ms: 100 };
    });
    start();
    await reached;
    await connector().stop();
    expect(await connector().done).toEqual({ ended: 'stopped' });
    expect(delivered(bench())).toEqual(uids(0, 8));
    expect(await stored()).toMatchObject({ position: 8 });
    expect(numbers().events.filter((event) => event.startsWith('ask'))).toEqual(['ask 0', 'ask 4']);
  });

  test('hard breaks off the batch under way; the next life delivers it', async () => {
    numbers().add(8);
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    const recover = bench().endpoint.faults.add(() => (call) => {
      if (!call.uids.includes(uidOf(4))) return undefined;
      reach();
      return { kind: 'hang', after: 'nothing' };
    });
    start();
    await reached;
    connector().stopHard();
    expect(await connector().done).toEqual({ ended: 'stopped' });
    expect(await stored()).toMatchObject({ position: 4 });
    expect(bench().lines.filter(({ level }) => level === 'error')).toEqual([]);
    recover();
    start();
    await settled();
    expect(delivered(bench())).toEqual(uids(0, 8));
  });

  test('is no failure', async () => {
    numbers().add(4);
    start();
    await settled();
    await connector().stop();
    expect(await stored()).toMatchObject({ counters: { failures: 0 }, lastError: undefined });
    expect(bench().lines.filter(({ level }) => level !== 'info')).toEqual([]);
  });
});

describe('what is told of attempts', () => {
  test('how long polls and deliveries took, and how they ended', async () => {
    numbers().add(4);
    numbers().fail(undefined, { error: refusedKey });
    bench().endpoint.faults.add(fault.once(fault.status(503)));
    const told: unknown[] = [];
    start({
      onPoll: (id, attempt) => told.push(['poll', id, attempt]),
      onExport: (id, attempt) => told.push(['export', id, attempt]),
      onSaved: (id, { records }) => told.push(['saved', id, records.length]),
    });
    await settled();
    await attempt();
    await attempt();
    expect(told).toEqual([
      ['export', 'numbers', { ms: 0, outcome: 'unavailable' }],
      ['poll', 'numbers', { ms: 0, outcome: 'unavailable' }],
      ['export', 'numbers', { ms: 0, outcome: 'ok' }],
      ['saved', 'numbers', 4],
      ['poll', 'numbers', { ms: 0, outcome: 'ok' }],
      ['poll', 'numbers', { ms: 0, outcome: 'auth' }],
    ]);
  });
});
