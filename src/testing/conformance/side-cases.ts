import assert from 'node:assert/strict';
import { maxBatchRecords, type StorageChange } from '../../contract/index.ts';
import { allOf } from './all-of.ts';
import { benchCase } from './bench.ts';
import type { ConformanceCase, ConformanceSubject } from './conformance-subject.ts';
import { drain } from './drain.ts';

const plainName = /^[a-z][a-z-]{0,63}$/;

/** What a source keeps beside its checkpoint, and what it does beside its polls. */
export function sideCases(subject: ConformanceSubject): readonly ConformanceCase[] {
  return [
    benchCase(subject, 'what it keeps is JSON, under plain names, in collections with a bound', 120, async (bench) => {
      const batches = await drain(bench.open(), undefined, bench.signal);
      for (const change of batches.flatMap(({ storage = [] }) => storage)) assertKeepable(change);
    }),
    benchCase(
      subject,
      'a round of a side stream yields a batch, none too large, and keeps what can be kept',
      60,
      async (bench) => {
        const life = bench.open();
        await drain(life, undefined, bench.signal);
        for (const side of life.source.sides ?? []) {
          assert.match(side.name, plainName);
          assert.ok(side.title.trim() !== '' && side.intervalMs > 0, `${side.name} has no title or no interval`);
          const batches = await allOf(side.round(bench.signal));
          assert.ok(batches.length > 0, `a round of ${side.name} yields nothing`);
          for (const { records } of batches)
            assert.ok(records.length <= maxBatchRecords, `${records.length} in a batch`);
          for (const change of batches.flatMap(({ storage = [] }) => storage)) assertKeepable(change);
        }
      },
    ),
    benchCase(subject, 'what it has noticed can be asked for, also when nothing was', 0, async ({ open }) => {
      const { source } = open();
      const { drift, periods } = (await source.insights?.()) ?? { drift: [], periods: [] };
      assert.deepEqual([...drift, ...periods], []);
    }),
  ];
}

function assertKeepable({ collection, key, entry }: StorageChange): void {
  assert.match(collection.name, plainName);
  assert.ok(Number.isInteger(collection.most) && collection.most > 0, `${collection.name} has no bound`);
  assert.ok(key !== '' && key.length <= 256, `a key of ${key.length} characters`);
  if (!entry) return;
  assert.ok(Number.isFinite(entry.rank), `${collection.name}: rank ${entry.rank}`);
  assert.deepEqual(JSON.parse(JSON.stringify(entry.value)), entry.value);
}
