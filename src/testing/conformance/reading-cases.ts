import assert from 'node:assert/strict';
import { maxBatchRecords } from '../../contract/index.ts';
import { benchCase } from './bench.ts';
import type { ConformanceCase, ConformanceSubject } from './conformance-subject.ts';
import { assertSameUids, drain, recordsOf, uidsOf } from './drain.ts';

/** What a poll yields. */
export function readingCases(subject: ConformanceSubject): readonly ConformanceCase[] {
  return [
    benchCase(subject, 'a poll of an empty upstream yields a batch, and nothing in it', 0, async ({ open, signal }) => {
      const batches = await drain(open(), undefined, signal);
      assert.deepEqual(recordsOf(batches), []);
    }),
    benchCase(subject, 'every item is read once, in batches that are not too large', 250, async (bench) => {
      const batches = await drain(bench.open(), undefined, bench.signal);
      for (const { records } of batches) assert.ok(records.length <= maxBatchRecords, `${records.length} in a batch`);
      const uids = uidsOf(batches);
      assert.equal(uids.length, bench.upstream.bodies().length);
      assert.equal(new Set(uids).size, uids.length, 'two records with one uid');
    }),
    benchCase(subject, 'polling again repeats nothing and brings what is new', 120, async (bench) => {
      const life = bench.open();
      const first = await drain(life, undefined, bench.signal);
      const idle = await drain(life, first.at(-1)?.next, bench.signal);
      assert.deepEqual(uidsOf(idle), [], 'repeats');
      await bench.upstream.grow(130);
      const second = await drain(life, idle.at(-1)?.next, bench.signal);
      const everything = uidsOf(await drain(bench.open(), undefined, bench.signal));
      assertSameUids([...uidsOf(first), ...uidsOf(second)], everything, 'both polls');
    }),
    benchCase(subject, 'a source keeps nothing: the same checkpoint is read again the same way', 120, async (bench) => {
      const { source } = bench.open();
      const read = async () => drain({ source, accept: () => undefined }, undefined, bench.signal);
      const first = uidsOf(await read());
      assertSameUids(uidsOf(await read()), first, 'the second reading');
    }),
    benchCase(subject, 'a host that pulls ahead and breaks off in the middle loses nothing', 250, async (bench) => {
      const life = bench.open();
      const everything = uidsOf(await drain(bench.open(), undefined, bench.signal));
      for await (const batch of life.source.poll(undefined, bench.signal)) if (batch.records.length > 0) break;
      assertSameUids(uidsOf(await drain(life, undefined, bench.signal)), everything, 'after the break');
    }),
    benchCase(subject, 'a sample holds records of the upstream, and no more than asked for', 30, async (bench) => {
      const everything = new Set(uidsOf(await drain(bench.open(), undefined, bench.signal)));
      const sample = await bench.open().source.sample(5, bench.signal);
      assert.ok(sample.length > 0 && sample.length <= 5, `${sample.length} records`);
      assert.ok(
        sample.every((record) => everything.has(record.uid)),
        'a record nobody can collect',
      );
    }),
  ];
}
