import { expect, test } from 'vitest';
import type { JsonValue, Storage } from '../../src/contract/index.ts';
import { openSource } from '../../src/plugin/open-source.ts';
import { waiting } from '../../src/plugin/enrichment/collections.ts';
import { xdrIncidents } from '../../src/plugin/sources/xdr-incidents.ts';
import { memoryStorage } from '../../src/shared/memory-storage.ts';
import {
  createTenantModel,
  createVirtualClock,
  isJsonObject,
  testStartMs,
  testTools,
} from '../../src/testing/index.ts';
import { incidentItem } from './cortex-items.ts';
import { connectorOf } from './sources/scripted-api.ts';

const never = new AbortController().signal;

test('a batch asks the storage for its own rows, however many batches of the poll came before', async () => {
  const model = createTenantModel();
  for (let number = 1; number <= 3000; number += 1) {
    model.incidents.put(incidentItem(number, testStartMs - number * 60_000));
  }
  const clock = createVirtualClock(testStartMs, { sleep: 'passes' });
  const saved = memoryStorage();
  const asked: number[] = [];
  const storage: Storage = {
    ...saved,
    get: async (collection, keys) => (asked.push(keys.length), saved.get(collection, keys)),
  };
  const config = connectorOf(xdrIncidents.id, { enrich: 'alerts', poll_interval: '1h' });
  const api = {
    origin: config.tenant,
    post: async (path: string, body: JsonValue) => {
      const answer = model.answer(path, body, clock.now());
      if (!isJsonObject(answer.body)) throw new Error(String(answer.status));
      return { body: answer.body, dateMs: clock.now() };
    },
    close: async () => {},
  };
  const source = openSource(xdrIncidents, config, api, testTools({ clock, storage }));
  let batches = 0;
  for await (const batch of source.poll(undefined, never)) {
    saved.apply(batch.storage ?? []);
    batches += 1;
  }
  expect(batches).toBeGreaterThan(15);
  expect(await saved.size(waiting)).toBe(3000);
  expect(Math.max(...asked)).toBeLessThanOrEqual(2 * config.batchSize);
});
