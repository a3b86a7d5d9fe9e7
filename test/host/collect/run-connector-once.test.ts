import { describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../src/contract/index.ts';
import { otlpFault } from '../../../src/testing/index.ts';
import { uidOf } from '../delivery/records.ts';
import { delivered } from './collect-bench.ts';
import { minute, uids, useConnector } from './use-connector.ts';

const { bench, numbers, connector, start, settled, attempt, stored } = useConnector();
const away = new ConnectorError('unavailable', 'the API is away');
const refusedKey = new ConnectorError('auth', 'the key is refused');
const nonsense = new ConnectorError('protocol', 'not understood');

describe('a run that ends by itself', () => {
  const once = { giveUpAfterMs: 10 * minute };

  test('ends once it has caught up', async () => {
    numbers().add(6);
    start({ once });
    expect(await connector().done).toEqual({ ended: 'caught up' });
    expect(delivered(bench())).toEqual(uids(0, 6));
    expect(await stored()).toMatchObject({ counters: { polls: 1 } });
  });

  test('goes on at the interval until then', async () => {
    numbers().add(1);
    numbers().ending = { progress: { caughtUp: false } };
    start({ once });
    await settled();
    numbers().ending = {};
    await bench().clock.advance(minute);
    expect(await connector().done).toEqual({ ended: 'caught up' });
    expect(numbers().polls).toEqual([0, 1]);
  });

  test('ends at once where a person has to act', async () => {
    numbers().fail({ error: refusedKey });
    start({ once });
    expect(await connector().done).toEqual({ ended: 'gave up', error: refusedKey });
    expect(await stored()).toMatchObject({ status: 'Action required', counters: { failures: 1 } });
  });

  test('ends after the third answer in a row that is not understood', async () => {
    numbers().fail({ error: nonsense }, { error: nonsense }, { error: nonsense });
    start({ once });
    await settled();
    await attempt();
    await bench().clock.advance(2000);
    expect(await connector().done).toEqual({ ended: 'gave up', error: nonsense });
    expect(numbers().polls).toHaveLength(3);
  });

  test('ends after the third one of a page that is never understood, whatever others bring', async () => {
    numbers().add(100);
    numbers().fail(...Array.from({ length: 9 }, () => ({ afterBatches: 1, error: nonsense })));
    start({ once });
    await attempt();
    await settled();
    await bench().clock.advance(2000);
    expect(await connector().done).toEqual({ ended: 'gave up', error: nonsense });
    expect(delivered(bench())).toEqual(uids(0, 12));
  });

  test('gives up after failing for long enough without a break', async () => {
    numbers().fail(...Array.from({ length: 40 }, () => ({ error: away })));
    start({ once });
    let end: unknown;
    void connector().done.then((outcome) => (end = outcome));
    await settled();
    await bench().clock.advance(9 * minute);
    expect(end).toBeUndefined();
    await bench().clock.advance(2 * minute);
    expect(await connector().done).toEqual({ ended: 'gave up', error: away });
  });

  test('does not outstay that when it is asked to wait for longer', async () => {
    numbers().fail({ error: new ConnectorError('throttled', 'slow down', { retryAfterMs: 15 * minute }) });
    start({ once });
    let end: unknown;
    void connector().done.then((outcome) => (end = outcome));
    await settled();
    await bench().clock.advance(10 * minute - 1);
    expect(end).toBeUndefined();
    await bench().clock.advance(1);
    expect(await connector().done).toMatchObject({ ended: 'gave up', error: { kind: 'throttled' } });
    expect(numbers().polls).toHaveLength(1);
  });

  test('does not give up while it delivers something now and then', async () => {
    numbers().add(400);
    numbers().fail(...Array.from({ length: 30 }, () => ({ afterBatches: 1, error: away })));
    start({ once: { giveUpAfterMs: 3000 } });
    while (delivered(bench()).length < 120) await attempt();
    const end = connector().done;
    connector().stopHard();
    expect(await end).toEqual({ ended: 'stopped' });
  });

  test('waits for company of a record that is refused alone, but not for ever', async () => {
    numbers().add(1);
    bench().endpoint.faults.add(otlpFault.refuse([uidOf(0)]));
    start({ once: { giveUpAfterMs: 3 * minute } });
    await settled();
    await attempt();
    await attempt();
    await bench().clock.advance(minute);
    expect(await connector().done).toMatchObject({ ended: 'gave up', error: { code: 'OTLP-LONE' } });
  });
});
