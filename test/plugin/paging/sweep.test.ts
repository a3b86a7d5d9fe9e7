import { expect, test } from 'vitest';
import type { Checkpoint } from '../../../src/contract/index.ts';
import { describeState } from '../../../src/plugin/paging/describe-state.ts';
import { fromCheckpoint } from '../../../src/plugin/paging/follow-state.ts';
import { followSweeping } from '../../../src/plugin/paging/follow-sweeping.ts';
import type { Sweepable } from '../../../src/plugin/paging/sweepable.ts';
import { memoryStorage } from '../../../src/shared/memory-storage.ts';
import { overlaidStorage } from '../../../src/shared/overlaid-storage.ts';
import { type CaseItem, createCaseWorld } from './case-world.ts';

const dayMs = 86_400_000;
const binding = { source: 'cases', tenant: 'https://tenant.example' };
const quiet = { seed: 7, initial: 0, tie: 0, maxLimit: 100, failurePeriod: Infinity, date: true };

/** Cases that only change when they are told to, and a reader with a host that saves everything. */
function startReader(
  items: readonly Pick<CaseItem, 'open' | 'createdMs'>[],
  listOf = (list: Sweepable<CaseItem>) => list,
) {
  const world = createCaseWorld(quiet);
  world.stopChanging();
  items.forEach((item, index) => world.put({ id: String(index + 1), content: 0, modifiedMs: item.createdMs, ...item }));
  const storage = memoryStorage();
  const session = { session: { pass: undefined }, sweepSession: { begun: new Set<never>(), ended: new Set<never>() } };
  let checkpoint: Checkpoint | undefined;

  /** Items that came, as far as they are not what was delivered before. */
  async function poll() {
    const remembered = overlaidStorage(storage);
    const clock = { now: world.now, elapsed: world.now, sleep: () => Promise.resolve() };
    const limits = { overlapMs: 60_000, intervalMs: 60_000, batchSize: 200, backfillStart: { kind: 'all' } } as const;
    const options = { list: listOf(world.list), storage: remembered, binding, clock, ...limits, ...session };
    const before = world.calls();
    const changed: string[] = [];
    let caughtUp = false;
    for await (const piece of followSweeping(options, checkpoint, new AbortController().signal)) {
      storage.apply(piece.storage ?? []);
      checkpoint = piece.next;
      ({ caughtUp } = piece.progress);
      changed.push(...piece.rows.filter((row) => (row.timeMs ?? 0) >= (row.sinceMs ?? 0)).map(({ item }) => item.id));
    }
    world.advance(60_000);
    return { changed: [...new Set(changed)], caughtUp, calls: world.calls() - before };
  }

  async function catchUp(): Promise<void> {
    for (let polls = 0; !(await poll()).caughtUp; polls += 1) expect(polls).toBeLessThan(50);
  }

  return { world, poll, catchUp, checkpoint: () => checkpoint };
}

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const startMs = createCaseWorld(quiet).now();

test('an old case that is resolved is told with the next poll, though it is neither open nor recent any more', async () => {
  const old = times(3000, (index) => ({ open: index === 1500, createdMs: startMs - 60 * dayMs - index * 1000 }));
  const { world, poll, catchUp } = startReader(old);
  await catchUp();
  world.put({
    id: '1501',
    createdMs: startMs - 60 * dayMs - 1_500_000,
    modifiedMs: world.now(),
    open: false,
    content: 1,
  });
  expect((await poll()).changed).toEqual(['1501']);
});

test('a tenant that spells the words of open states otherwise is asked by id for what was seen open', async () => {
  const nothing = { rows: [], taken: 0, full: false, claimed: 0, restrictedIds: [] };
  const old = times(3000, (index) => ({ open: index % 30 === 0, createdMs: startMs - 60 * dayMs - index * 1000 }));
  const { world, poll, catchUp } = startReader(old, (list) => ({
    ...list,
    open: { ...list.open, page: async () => ({ ...nothing, nowMs: world.now() }) },
  }));
  await catchUp();
  world.put({
    id: '1501',
    createdMs: startMs - 60 * dayMs - 1_500_000,
    modifiedMs: world.now(),
    open: true,
    content: 1,
  });
  expect((await poll()).changed).toEqual(['1501']);
});

test('tens of thousands of recent cases cost a poll some requests, and a change is told when their turn comes', async () => {
  const recent = times(20_000, (index) => ({
    open: index % 100 === 0,
    createdMs: startMs - 20 * dayMs + index * 60_000,
  }));
  const { world, poll, catchUp } = startReader(recent);
  await catchUp();
  world.put({
    id: '12345',
    createdMs: recent[12_344]?.createdMs ?? 0,
    modifiedMs: world.now(),
    open: false,
    content: 1,
  });
  let polls = 0;
  for (let changed: readonly string[] = []; !changed.includes('12345'); polls += 1) {
    const polled = await poll();
    expect(polled.calls).toBeLessThanOrEqual(1 + 3 + 10 + 1);
    changed = polled.changed;
  }
  expect(polls).toBeLessThanOrEqual(21);
});

test('a case that is deleted while it is open is asked for once, and forgotten', async () => {
  const old = times(200, (index) => ({ open: index < 3, createdMs: startMs - 60 * dayMs - index * 1000 }));
  const { world, poll, catchUp } = startReader(old);
  await catchUp();
  const { calls: usual } = await poll();
  world.remove('2');
  expect((await poll()).calls).toBeLessThanOrEqual(usual + 2);
  await poll();
  expect((await poll()).calls).toBeLessThanOrEqual(usual + 1);
});

test('a change that shows itself after the pass it belongs to is told by the next one', async () => {
  const old = times(3, (index) => ({ open: true, createdMs: startMs - (60 + index) * dayMs }));
  const { world, poll, catchUp } = startReader(old);
  await catchUp();
  await poll();
  const modifiedMs = world.now() - 60_000 - 30_000;
  world.put({ id: '3', createdMs: startMs - 62 * dayMs, modifiedMs, open: true, content: 1 });
  expect((await poll()).changed).toEqual(['3']);
});

test('thousands of cases that are resolved at once are all told, over as many passes as it takes', async () => {
  const createdOf = (index: number) => startMs - 60 * dayMs - index * 1000;
  const old = times(6100, (index) => ({ open: true, createdMs: createdOf(index) }));
  const { world, poll, catchUp } = startReader(old);
  await catchUp();
  const modifiedMs = world.now();
  old.forEach((_, index) =>
    world.put({ id: String(index + 1), createdMs: createdOf(index), modifiedMs, open: false, content: 1 }),
  );
  world.advance(300_000);
  const [first, second] = [await poll(), await poll()];
  expect(first.changed.length).toBeLessThan(6100);
  expect(new Set([...first.changed, ...second.changed]).size).toBe(6100);
});

test('a sweep is told in words', async () => {
  const { catchUp, checkpoint } = startReader(times(5, (index) => ({ open: true, createdMs: startMs - index * 1000 })));
  await catchUp();
  const saved = checkpoint();
  expect(saved?.version).toBe(2);
  const lines = describeState(fromCheckpoint(binding, saved as Checkpoint)).join('\n');
  expect(lines).toContain('the list is swept');
  expect(lines).toMatch(/Sweep over what is open: changes before 2026-03-02T\S+ have been delivered/);
});

test.each([
  ['a newer one', { version: 3 }, 'newer version'],
  ['a sweep in the format that has none', { version: 1 }, 'damaged'],
  ['one without its sweep', { version: 2, sweep: undefined }, 'damaged'],
])('of checkpoints, %s is refused', async (_what, change, why) => {
  const { catchUp, checkpoint } = startReader([{ open: true, createdMs: startMs }]);
  await catchUp();
  const { sweep, ...plain } = { ...checkpoint(), ...change } as Checkpoint & { sweep?: unknown };
  const changed = sweep === undefined ? plain : { ...plain, sweep };
  expect(() => fromCheckpoint(binding, changed as Checkpoint)).toThrow(why);
});
