import { request } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { fault } from '../../src/testing/faults/fault-kinds.ts';
import { startFakeTenant, type FakeTenant } from '../../src/testing/fake-tenant.ts';

let tenant: FakeTenant | undefined;
afterEach(async () => tenant?.close());

test('a slow answer is the genuine one, or another effect, no sooner than it was told to be', async () => {
  const slow = await startFakeTenant();
  tenant = slow;
  const ask = async () => request(`${slow.url}/nowhere`, { method: 'POST' });
  const genuine = (await ask()).statusCode;
  const remove = slow.faults.add(fault.slow(150));
  const startedMs = performance.now();
  expect((await ask()).statusCode).toBe(genuine);
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(145);
  remove();
  slow.faults.add(() => () => ({ kind: 'slow', ms: 1, next: { kind: 'reset', when: 'before' } }));
  await expect(ask()).rejects.toThrow(/ECONNRESET|other side closed/);
  expect(slow.requests.map(({ status }) => status)).toEqual([genuine, genuine, undefined]);
});
