import { expect, test } from 'vitest';
import type { Storage } from '../../../src/contract/index.ts';
import { alone, delivered, givenUp, waiting, waitingOf } from '../../../src/plugin/enrichment/collections.ts';
import { toAlone } from '../../../src/plugin/enrichment/parts.ts';
import { queueRevisions } from '../../../src/plugin/enrichment/queue-revisions.ts';
import { fromEntry } from '../../../src/plugin/enrichment/waiting-revision.ts';
import type { WorkedRow } from '../../../src/plugin/sources/row-work.ts';
import { memoryStorage } from '../../../src/shared/memory-storage.ts';

const occasion = { kind: 'poll', nowMs: 0 } as const;

function row(incident: string, uid: string, timeMs: number, severity = 'medium'): WorkedRow {
  return { item: { incident_id: incident, severity, modification_time: timeMs }, uid, timeMs, backfill: false };
}

async function queue(storage: ReturnType<typeof memoryStorage>, ...rows: readonly WorkedRow[]) {
  const worked = await queueRevisions.work(rows, storage, occasion);
  storage.apply(worked.storage ?? []);
  return worked;
}

const uids = async (storage: Storage) => (await storage.first(waiting, 10)).map(({ key }) => key);

test('rows go on as they are, and wait by their uid', async () => {
  const storage = memoryStorage();
  const rows = [row('1', 'a', 1), row('2', 'b', 2)];
  const worked = await queue(storage, ...rows);
  expect(worked.rows).toEqual(rows);
  expect(worked.gauges).toEqual({ waiting: 2, givenUp: 0 });
  expect(await uids(storage)).toEqual(['b', 'a']);
});

test('of one incident the newest waits, in whatever order they come, in one batch or several', async () => {
  const storage = memoryStorage();
  await queue(storage, row('1', 'b', 2), row('1', 'a', 1));
  expect(await uids(storage)).toEqual(['b']);
  await queue(storage, row('1', 'a', 1));
  expect(await uids(storage)).toEqual(['b']);
  const { gauges } = await queue(storage, row('1', 'c', 3));
  expect(await uids(storage)).toEqual(['c']);
  expect(gauges?.waiting).toBe(1);
});

test('a newer one takes the place of one that was to be asked for alone, too', async () => {
  const storage = memoryStorage();
  await queue(storage, row('1', 'a', 1));
  const [entry] = await storage.first(waiting, 1);
  if (entry) storage.apply(toAlone(fromEntry(entry)));
  expect(await storage.size(alone)).toBe(1);
  const { gauges } = await queue(storage, row('1', 'b', 2));
  expect(gauges?.waiting).toBe(1);
  expect(await storage.size(alone)).toBe(0);
});

test('a revision whose details were delivered does not wait again, a newer one does', async () => {
  const storage = memoryStorage();
  storage.apply([{ collection: delivered, key: '1', entry: { rank: 0, value: { revision: 'a', alerts: '' } } }]);
  await queue(storage, row('1', 'a', 1));
  expect(await uids(storage)).toEqual([]);
  await queue(storage, row('1', 'b', 2));
  expect(await uids(storage)).toEqual(['b']);
});

test('what is no incident does not wait', async () => {
  const storage = memoryStorage();
  const worked = await queue(storage, { item: 'not an incident', uid: 'a', timeMs: 1, backfill: false });
  expect(worked.storage ?? []).toEqual([]);
});

test('the manual severity counts, and a word that is not known comes last', async () => {
  const storage = memoryStorage();
  const manual = { incident_id: '3', severity: 'low', manual_severity: 'critical', modification_time: 1 };
  const rows = [row('1', 'high', 5, 'high'), row('2', 'odd', 9, 'dire'), row('4', 'info', 7, 'informational')];
  await queue(storage, ...rows, { item: manual, uid: 'manual', timeMs: 1, backfill: true });
  expect(await uids(storage)).toEqual(['manual', 'high', 'info', 'odd']);
});

test('what is forgotten beyond the bound is counted', async () => {
  const storage = memoryStorage();
  const full = {
    ...storage,
    size: async ({ name }: { name: string }) => (name === waiting.name ? waiting.most - 1 : 0),
  };
  const worked = await queueRevisions.work([row('1', 'a', 1), row('2', 'b', 1), row('3', 'c', 1)], full, occasion);
  expect(worked.gauges).toEqual({ waiting: waiting.most, givenUp: 2 });
  storage.apply(worked.storage ?? []);
  expect((await storage.get(givenUp, ['forgotten'])).get('forgotten')?.value).toBe(2);
  expect(await storage.size(waitingOf)).toBe(3);
});
