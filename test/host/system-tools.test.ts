import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock, systemTools } from '../../src/host/system-tools.ts';
import { silentLogger } from '../../src/testing/index.ts';

const dayMs = 86_400_000;

describe('sleep', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  test('lasts as long as it was asked to, also beyond the 24.8 days a timer can hold', async () => {
    let isAwake = false;
    const asleep = systemClock()
      .sleep(60 * dayMs, new AbortController().signal)
      .then(() => (isAwake = true));
    await vi.advanceTimersByTimeAsync(59 * dayMs);
    expect(isAwake).toBe(false);
    await vi.advanceTimersByTimeAsync(dayMs);
    await asleep;
    expect(isAwake).toBe(true);
  });
});

test('a sleep ends with the signal’s own reason, and leaves nothing waiting', async () => {
  const stop = new AbortController();
  const asleep = systemClock().sleep(dayMs, stop.signal);
  stop.abort(new Error('enough'));
  await expect(asleep).rejects.toThrow('enough');
  await expect(systemClock().sleep(1, stop.signal)).rejects.toThrow('enough');
});

test('randomness is within its bounds, and not the same twice', () => {
  const { random } = systemTools(silentLogger());
  const fractions = Array.from({ length: 1000 }, () => random.fraction());
  expect(fractions.every((fraction) => fraction >= 0 && fraction < 1)).toBe(true);
  expect(new Set(fractions).size).toBeGreaterThan(990);
  expect(random.token(64)).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(random.token(64)).not.toBe(random.token(64));
});
