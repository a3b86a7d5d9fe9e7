import { describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../src/contract/index.ts';
import { fault, otlpFault, testStartMs } from '../../../src/testing/index.ts';
import { uidOf } from '../delivery/records.ts';
import { delivered, unsteady } from './collect-bench.ts';
import { iso, minute, uids, useConnector } from './use-connector.ts';

const { bench, numbers, start, status, settled, attempt, stored } = useConnector();
const away = new ConnectorError('unavailable', 'the API is away');
const refusedKey = new ConnectorError('auth', 'the key is refused', { code: 'AUTH-301', remedy: 'Get a new one.' });
const nonsense = new ConnectorError('protocol', 'not understood');

describe('a failure', () => {
  test('is waited out, longer each time, and heals by itself', async () => {
    numbers().add(4);
    numbers().fail({ error: away }, { error: away }, { error: away });
    start();
    await settled();
    expect(status().status).toBe('Retrying');
    const waits = [await attempt(), await attempt(), await attempt()];
    expect(numbers().polls).toHaveLength(4);
    const share = waits.map((waitMs, index) => waitMs / (1000 * 2 ** index));
    expect(share.filter((part) => part < 0.5 || part > 1)).toEqual([]);
    expect(status().status).toBe('Active');
    expect(delivered(bench())).toEqual(uids(0, 4));
    expect(status()).toMatchObject({ error: null, counters: { failures: 3 } });
  });

  test('is shown and stored with its reason, its remedy and since when', async () => {
    numbers().fail({ error: away }, { error: refusedKey }, { error: refusedKey });
    start();
    await settled();
    const waitMs = await attempt();
    expect(status()).toMatchObject({
      status: 'Action required',
      reason: 'the key is refused',
      error: { kind: 'auth', code: 'AUTH-301', remedy: 'Get a new one.', at: iso(waitMs), since: iso(0), inARow: 2 },
    });
    expect(await stored()).toMatchObject({
      status: 'Action required',
      counters: { failures: 2, polls: 0 },
      times: { pollMs: testStartMs + waitMs },
      lastError: { kind: 'auth', code: 'AUTH-301', message: 'the key is refused', atMs: testStartMs + waitMs },
    });
  });

  test('since when it lasts is not forgotten for batches without a record', async () => {
    numbers().fail({ afterBatches: 1, error: away }, { afterBatches: 1, error: away });
    start();
    await settled();
    await attempt();
    expect(status()).toMatchObject({ error: { since: iso(0), inARow: 2 } });
  });

  test('that only a person can mend is looked at again after a quarter of an hour', async () => {
    numbers().add(1);
    numbers().fail({ error: refusedKey });
    start();
    await settled();
    expect(status().status).toBe('Action required');
    await bench().clock.advance(13 * minute);
    expect(numbers().polls).toEqual([0]);
    await attempt();
    expect(status().status).toBe('Active');
    expect(delivered(bench())).toEqual(uids(0, 1));
  });

  test('what is not understood needs a person from the third time in a row', async () => {
    numbers().fail({ error: nonsense }, { error: nonsense }, { error: nonsense });
    const words: string[] = [];
    start();
    await settled();
    words.push(status().status);
    await attempt();
    words.push(status().status);
    await attempt();
    words.push(status().status);
    expect(words).toEqual(['Retrying', 'Retrying', 'Action required']);
    await attempt();
    expect(status().status).toBe('Active');
  });

  test('other failures are no part of that row', async () => {
    numbers().fail({ error: away }, { error: away }, { error: nonsense });
    start();
    await settled();
    await attempt();
    await attempt();
    expect(status()).toMatchObject({ status: 'Retrying', error: { kind: 'protocol', inARow: 1 } });
  });

  test('a delivery in between breaks a row', async () => {
    numbers().add(12);
    numbers().fail({ error: away }, { error: away }, { afterBatches: 1, error: away });
    start();
    await settled();
    const waitedMs = (await attempt()) + (await attempt());
    expect(numbers().polls).toHaveLength(3);
    expect(status()).toMatchObject({ status: 'Retrying', error: { inARow: 1, since: iso(waitedMs) } });
  });

  test('a page that is never understood needs a person, and what others bring goes on at the pace of the polls', async () => {
    numbers().add(100);
    numbers().fail(...Array.from({ length: 9 }, () => ({ afterBatches: 1, error: nonsense })));
    start();
    const waits: number[] = [];
    for (let polls = 1; polls <= 5; polls++) waits.push(await attempt());
    expect(status()).toMatchObject({ status: 'Action required', error: { inARow: 6 } });
    expect(waits.slice(2)).toEqual([minute, minute, minute]);
    expect(delivered(bench())).toEqual(uids(0, 24));
  });

  test('what the other side asks to wait is waited', async () => {
    numbers().fail({ error: new ConnectorError('throttled', 'slow down', { retryAfterMs: 5 * minute }) });
    start();
    await settled();
    expect(status().status).toBe('Throttled');
    expect(Date.parse(status().nextAttemptAt ?? '')).toBeGreaterThanOrEqual(testStartMs + 5 * minute);
    await bench().clock.advance(5 * minute - 1);
    expect(numbers().polls).toHaveLength(1);
    await attempt();
    expect(status().status).toBe('Active');
  });

  test('of the endpoint keeps the API from being asked', async () => {
    numbers().add(8);
    bench().endpoint.faults.add(fault.status(503));
    start();
    await settled();
    await attempt();
    await attempt();
    expect(numbers().events).toEqual(['ask 0']);
    expect(await stored()).toMatchObject({ position: undefined });
    bench().endpoint.faults.clear();
    await attempt();
    expect(delivered(bench())).toEqual(uids(0, 8));
  });

  test('of the disk is noted where it can be, and only the save is made again', async () => {
    numbers().add(4);
    const full = new ConnectorError('state', 'no space left', { code: 'DISK-702' });
    start({ store: unsteady(bench().store, ['before'], full) });
    await settled();
    expect(status().status).toBe('Action required');
    await attempt();
    expect(status().status).toBe('Active');
    expect(delivered(bench())).toEqual(uids(0, 4));
  });

  test('that cannot be noted in the state is logged, and changes nothing else', async () => {
    numbers().add(1);
    numbers().fail({ error: away });
    const gone = async () => Promise.reject(new ConnectorError('state', 'no space left'));
    let broken = true;
    start({
      store: { ...bench().store, saveStatus: async (...row) => (broken ? gone() : bench().store.saveStatus(...row)) },
    });
    await settled();
    expect(bench().lines).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'a failure could not be noted in the state' }),
    );
    broken = false;
    await attempt();
    expect(status().status).toBe('Active');
  });

  test('of a single record that is refused waits for company at the pace of the polls', async () => {
    numbers().add(1);
    bench().endpoint.faults.add(otlpFault.refuse([uidOf(0)]));
    start();
    await settled();
    expect(status().status).toBe('Action required');
    numbers().add(3);
    await attempt();
    await attempt();
    expect(status().status).toBe('Active');
    expect(delivered(bench())).toEqual(uids(1, 4));
    expect(await stored()).toMatchObject({ position: 4, counters: { accepted: 3, deadLettered: 1 } });
  });
});

describe('a bug', () => {
  test('is logged with its stack; the connector starts afresh from what is saved', async () => {
    numbers().add(8);
    numbers().fail({ afterBatches: 1, error: new TypeError('undefined is not a number') });
    start();
    await settled();
    const [line] = bench().lines.filter(({ level }) => level === 'error');
    expect(line).toMatchObject({ event: 'internal error', fields: { connector: 'numbers' } });
    expect(line?.fields['stack']).toMatch(/TypeError: undefined is not a number\n.* at /);
    expect(status()).toMatchObject({ status: 'Retrying', error: { code: 'BUG-901' } });
    await attempt();
    expect(numbers().polls).toEqual([0, 4]);
    expect(delivered(bench())).toEqual(uids(0, 8));
    expect(status().status).toBe('Active');
  });

  test('three times in a row needs a person', async () => {
    const bug = { error: new TypeError('again') };
    numbers().fail(bug, bug, bug);
    start();
    await settled();
    await attempt();
    await attempt();
    expect(status().status).toBe('Action required');
  });

  test('in the end of a poll, after another one, does not end the connector', async () => {
    numbers().add(8);
    numbers().onPollOver = () => {
      throw new Error('nor does it end well');
    };
    const store = { ...bench().store, commit: async () => Promise.reject(new TypeError('a bug of the store')) };
    start({ store });
    await settled();
    expect(status()).toMatchObject({ error: { code: 'BUG-901' } });
  });
});
