import { expect, test } from 'vitest';
import {
  createVirtualClock,
  demoKey,
  exactNumber,
  memoryMemo,
  startFakeTenant,
  testStartMs,
  testTools,
} from '../../src/testing/index.ts';

test('tools stand still in time, and any of them can be replaced', async () => {
  const tools = testTools();
  expect(tools.clock.now()).toBe(testStartMs);
  await tools.clock.sleep(5000, new AbortController().signal);
  expect(tools.clock.now()).toBe(testStartMs + 5000);
  expect(testTools({ clock: createVirtualClock(7) }).clock.now()).toBe(7);
});

test('the way out leads to loopback', async () => {
  const tenant = await startFakeTenant();
  const dispatcher = testTools().egress({ connectTimeoutMs: 1000 });
  const headers = { authorization: demoKey.key, 'x-xdr-auth-id': demoKey.id };
  const answer = await dispatcher.request({ origin: tenant.url, path: '/api_keys/validate', method: 'POST', headers });
  expect(await answer.body.json()).toBe(true);
  await dispatcher.close();
  await tenant.close();
});

test('a memo remembers until it is told to forget', () => {
  const memo = memoryMemo({ kind: 'standard' });
  memo.set('other', 'x');
  expect([memo.get('kind'), memo.get('other')]).toEqual(['standard', 'x']);
  memo.set('kind', undefined);
  expect(memo.get('kind')).toBeUndefined();
});

test('an exact number is written digit by digit, and must be a number', () => {
  expect(JSON.stringify({ id: exactNumber('90071992547409931') })).toBe('{"id":90071992547409931}');
  expect(() => exactNumber('{')).toThrow(SyntaxError);
});
