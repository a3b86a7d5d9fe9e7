import { expect, test } from 'vitest';
import { createAttempts } from '../../../src/host/web/attempts.ts';
import { createSessions } from '../../../src/host/web/sessions.ts';
import { seededRandom, testStartMs } from '../../../src/testing/index.ts';
import { createVirtualClock } from '../../../src/testing/virtual-clock.ts';

const clock = createVirtualClock(testStartMs);

test('whoever signs in without end ends the oldest sessions', () => {
  const sessions = createSessions({ clock, random: seededRandom(1) });
  const ids = Array.from({ length: 1001 }, () => sessions.open({ name: 'a', role: 'viewer' }).id);
  expect(ids.map((id) => sessions.find(id) !== undefined)).toEqual(ids.map((_, n) => n > 0));
});

test('whoever has countless addresses makes the oldest forgotten, never the memory full', async () => {
  const attempts = createAttempts({ limit: 1, windowMs: 60_000, clock });
  const names = Array.from({ length: 4097 }, (_, n) => `address ${n}`);
  for (const name of names) attempts.count(name);
  expect(names.map((name) => attempts.waitMs(name))).toEqual(names.map((_, n) => (n > 0 ? 60_000 : 0)));
});
