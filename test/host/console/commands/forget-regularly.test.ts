import { expect, test } from 'vitest';
import { forgetRegularly } from '../../../../src/host/console/commands/forget-regularly.ts';
import { createVirtualClock, testStartMs } from '../../../../src/testing/index.ts';

test('what is too old goes at the start and every hour, until the console ends', async () => {
  const clock = createVirtualClock(testStartMs);
  const ending = new AbortController();
  let times = 0;
  const ended = forgetRegularly(async () => void (times += 1), clock, ending.signal);
  await clock.advance(1000);
  expect(times).toBe(1);
  await clock.advance(3 * 3_600_000);
  expect(times).toBe(4);
  ending.abort();
  await ended;
  await clock.advance(3 * 3_600_000);
  expect(times).toBe(4);
});
