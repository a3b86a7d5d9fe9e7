import { expect, test } from 'vitest';
import type { Gauges, JsonValue, Storage, StorageChange } from '../../src/contract/index.ts';
import { openSource } from '../../src/plugin/open-source.ts';
import { waiting } from '../../src/plugin/enrichment/collections.ts';
import { xdrAudit } from '../../src/plugin/sources/xdr-audit.ts';
import { xdrIncidents } from '../../src/plugin/sources/xdr-incidents.ts';
import { memoryStorage } from '../../src/shared/memory-storage.ts';
import {
  createTenantModel,
  type TenantModel,
  createVirtualClock,
  isJsonObject,
  testStartMs,
  testTools,
} from '../../src/testing/index.ts';
import { auditItem, incidentItem } from './cortex-items.ts';
import { connectorOf } from './sources/scripted-api.ts';

const never = new AbortController().signal;
const clock = createVirtualClock(testStartMs, { sleep: 'passes' });

function answering(model: TenantModel, origin: string) {
  return {
    origin,
    post: async (path: string, body: JsonValue) => {
      const answer = model.answer(path, body, clock.now());
      if (!isJsonObject(answer.body)) throw new Error(String(answer.status));
      return { body: answer.body, dateMs: clock.now() };
    },
    close: async () => {},
  };
}

test('a batch asks the storage for its own rows, however many batches of the poll came before', async () => {
  const model = createTenantModel();
  for (let number = 1; number <= 3000; number += 1) {
    model.incidents.put(incidentItem(number, testStartMs - number * 60_000));
  }
  const saved = memoryStorage();
  const asked: number[] = [];
  const storage: Storage = {
    ...saved,
    get: async (collection, keys) => (asked.push(keys.length), saved.get(collection, keys)),
  };
  const config = connectorOf(xdrIncidents.id, { enrich: 'alerts', poll_interval: '1h' });
  const source = openSource(xdrIncidents, config, answering(model, config.tenant), testTools({ clock, storage }));
  let batches = 0;
  for await (const batch of source.poll(undefined, never)) {
    saved.apply(batch.storage ?? []);
    batches += 1;
  }
  expect(batches).toBeGreaterThan(15);
  expect(await saved.size(waiting)).toBe(3000);
  expect(Math.max(...asked)).toBeLessThanOrEqual(2 * config.batchSize);
});

test('what a batch in hand counts is not certified before it is saved', async () => {
  const model = createTenantModel();
  model.audits.put(auditItem(1, testStartMs - 48 * 3_600_000));
  const [storage, savedStorage] = [memoryStorage(), memoryStorage()];
  const config = connectorOf(xdrAudit.id);
  const tools = testTools({ clock, storage, savedStorage });
  const source = openSource(xdrAudit, config, answering(model, config.tenant), tools);
  const changes: StorageChange[] = [];
  for await (const batch of source.poll(undefined, never)) {
    changes.push(...(batch.storage ?? []));
    storage.apply(batch.storage ?? []);
  }
  const gauges = async () => {
    const told: Gauges[] = [];
    for await (const { progress, storage: kept = [] } of source.sides![0]!.round(never)) {
      savedStorage.apply(kept);
      told.push(progress.gauges ?? {});
    }
    return told.at(-1);
  };
  expect(await gauges()).toEqual({});
  savedStorage.apply(changes);
  expect((await gauges())?.certifiedToMs).toBeGreaterThan(testStartMs - 48 * 3_600_000);
});
