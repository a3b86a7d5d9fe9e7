import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Fault, fault, okAnswer, type OtlpCall } from '../../src/testing/index.ts';
import type { LogLine } from './cli-process.ts';
import { delivered, numbers, putIncidents } from './deliveries.ts';
import { openSite, patience, type Site } from './site.ts';

let site: Site;
beforeEach(async () => {
  site = await openSite();
});
afterEach(async () => site.close());

const arrived = (count: number) => site.endpoint.until(() => site.endpoint.counts().size >= count, patience());
const standsBy = ({ event }: LogLine) => event.startsWith('standby');
const takesOver = ({ event }: LogLine) => event === 'taking over';
const collected = ({ event }: LogLine) => event === 'collected';

/** Takes the records of the `nth` request at once, and then does something else than to say so. */
function acceptedThen(effect: ReturnType<ReturnType<Fault>>, nth: number) {
  const { promise: accepted, resolve } = Promise.withResolvers<void>();
  const take: Fault<OtlpCall> = () => (call) => {
    call.accept(call.records);
    resolve();
    return effect;
  };
  return { accepted, fault: fault.nth(nth, take) };
}

test('a second process stands by, and takes over from a killed one without a loss', async () => {
  putIncidents(site.tenant.model.incidents, 40);
  const first = site.cli(['run']);
  await first.line(collected);
  const second = site.cli(['run']);
  await second.line(standsBy);
  expect(second.lines().some(({ event }) => event === 'started')).toBe(false);
  expect((await site.status()).host.pid).toBe(first.pid);
  // Killed while it delivers: the endpoint has taken the batch, and the answer never arrives.
  site.endpoint.faults.add(fault.once(fault.hang()));
  putIncidents(site.tenant.model.incidents, 40, 41);
  const before = site.endpoint.requests.length;
  await site.endpoint.until(() => site.endpoint.requests.length > before, patience());
  const killedMs = performance.now();
  first.signal('SIGKILL');
  await second.line(takesOver);
  const tookMs = performance.now() - killedMs;
  await second.line(({ event }) => event === 'started');
  console.log(`standby: took over ${Math.round(tookMs)} ms after the kill`);
  // Promised is a second; a machine that is busy with other tests may be late itself.
  expect(tookMs).toBeLessThan(5000);
  await arrived(80);
  await second.line(collected);
  expect((await site.status()).host.pid).toBe(second.pid);
  second.signal('SIGTERM');
  expect(await second.ended).toEqual({ code: 0, signal: null });
  expect(delivered(site.endpoint)).toEqual(numbers(80));
});

test('a process killed after the endpoint accepted: the next one repeats that batch alone', async () => {
  site.configure({ connectors: [site.connector({ batch_size: 100 })], otlp: { timeout: '60s' } });
  putIncidents(site.tenant.model.incidents, 300);
  // The second batch is taken, and the one who sent it never hears of it.
  const lost = acceptedThen({ kind: 'hang', after: 'nothing' }, 2);
  site.endpoint.faults.add(lost.fault);
  const first = site.cli(['run']);
  await lost.accepted;
  const second = site.cli(['run']);
  await second.line(standsBy);
  first.signal('SIGKILL');
  await second.line(takesOver);
  await arrived(300);
  await second.line(collected);
  second.signal('SIGTERM');
  expect(await second.ended).toEqual({ code: 0, signal: null });
  expect(new Set(delivered(site.endpoint))).toEqual(new Set(numbers(300)));
  const unanswered = site.endpoint.requests.find(({ status }) => status === undefined);
  const repeated = [...site.endpoint.counts()].filter(([, count]) => count > 1);
  expect(new Map(repeated)).toEqual(new Map(unanswered?.uids.map((uid) => [uid, 2])));
});

test('whoever stands by says so, and ends with 0 when told to', async () => {
  const first = site.cli(['run']);
  await first.line(({ event }) => event === 'started');
  const second = site.cli(['run']);
  await second.line(standsBy);
  second.signal('SIGTERM');
  expect(await second.ended).toEqual({ code: 0, signal: null });
  const third = await site.finished(['run', '--once', '--give-up-after', '1s']);
  expect(third.code).toBe(3);
  expect(third.stderr).toContain('LEASE-703');
  expect((await site.status()).host.pid).toBe(first.pid);
});

test('a process that was stopped and lost its lock meanwhile saves nothing any more, and ends', async () => {
  const { tenant, endpoint } = site;
  site.configure({ otlp: { timeout: '60s' } });
  putIncidents(tenant.model.incidents, 30);
  const stale = site.cli(['run']);
  await stale.line(collected);
  // It is stopped in the middle of a delivery; then the lock goes, as it does on a file system that forgets locks.
  const late = acceptedThen({ kind: 'slow', ms: 300, next: { kind: 'answer', make: () => okAnswer({}) } }, 1);
  endpoint.faults.add(late.fault);
  putIncidents(tenant.model.incidents, 30, 31);
  await late.accepted;
  stale.signal('SIGSTOP');
  rmSync(join(site.state, 'lock.db'));
  const fresh = site.cli(['run']);
  await arrived(60);
  await fresh.line(collected);
  stale.signal('SIGCONT');
  expect(await stale.ended).toEqual({ code: 3, signal: null });
  expect(stale.lines().filter(collected)).toHaveLength(1);
  expect(stale.lines().at(-1)).toMatchObject({ event: 'failed', kind: 'state', code: 'LEASE-703' });
  // It did not take the other one's status away with it.
  expect((await site.report(({ host }) => host.pid === fresh.pid)).connectors).toMatchObject([{ error: null }]);
  putIncidents(tenant.model.incidents, 30, 61);
  await arrived(90);
  await fresh.line(() => fresh.lines().filter(collected).length > 1);
  fresh.signal('SIGTERM');
  expect(await fresh.ended).toEqual({ code: 0, signal: null });
  // What the one that ended knew is nowhere in the state: nothing is delivered again.
  expect((await site.finished(['run', '--once'])).code).toBe(0);
  // The batch that was under way when it was stopped, and no other, was delivered by both.
  expect(delivered(endpoint)).toEqual([
    ...numbers(30),
    ...numbers(30, 31).flatMap((each) => [each, each]),
    ...numbers(30, 61),
  ]);
});
