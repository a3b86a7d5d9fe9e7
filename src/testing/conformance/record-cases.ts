import assert from 'node:assert/strict';
import type { JsonValue, LogRecord } from '../../contract/index.ts';
import { allOf } from './all-of.ts';
import { benchCase } from './bench.ts';
import type { ConformanceCase, ConformanceSubject, ConformanceUpstream } from './conformance-subject.ts';
import { drain, recordsOf } from './drain.ts';

/** What a record says. */
export function recordCases(subject: ConformanceSubject): readonly ConformanceCase[] {
  return [
    benchCase(
      subject,
      'every record has a uid, times, a severity and an event the manifest names',
      60,
      async (bench) => {
        const source = bench.plugin.manifest.sources.find(({ id }) => id === bench.config.source);
        const batches = await drain(bench.open(), undefined, bench.signal);
        const unmapped = batches.reduce((sum, { progress }) => sum + progress.unmapped, 0);
        assert.equal(unmapped, 0, `${unmapped} items could not be mapped`);
        for (const record of recordsOf(batches)) {
          assertWellFormed(record);
          assert.ok(source?.events.includes(record.eventName), `${record.eventName} is not in the manifest`);
        }
      },
    ),
    benchCase(subject, 'the body is the whole item: nothing missing, nothing made up', 60, async (bench) => {
      const records = recordsOf(await drain(bench.open(), undefined, bench.signal));
      const actual = records.map((record) => canonical(itemIn(bench, record))).toSorted();
      assert.deepEqual(actual, bench.upstream.bodies().map(canonical).toSorted());
    }),
    benchCase(subject, 'an item has the same uid in every life', 60, async (bench) => {
      const uids = async () => {
        const records = recordsOf(await drain(bench.open(), undefined, bench.signal));
        return records.map((record) => `${canonical(itemIn(bench, record))} ${record.uid}`).toSorted();
      };
      assert.deepEqual(await uids(), await uids());
    }),
    benchCase(subject, 'a replay gives the same records again, each marked', 60, async (bench) => {
      const { source } = bench.open();
      const records = recordsOf(await drain(bench.open(), undefined, bench.signal));
      // All time: a period is of the time a source follows, which need not be that of its records.
      const period = { fromMs: 1, toMs: bench.upstream.tools.clock.now() };
      const again = recordsOf(await allOf(source.replay(period, undefined, bench.signal)));
      const wanted = new Set(records.map((record) => record.uid));
      assert.deepEqual(new Set(again.map((record) => record.uid)), wanted);
      assert.ok(
        again.every((record) => record.attributes['paloalto.cortex.ingest.replay'] === true),
        'unmarked',
      );
    }),
  ];
}

function itemIn({ upstream }: { readonly upstream: ConformanceUpstream }, { body }: LogRecord): JsonValue {
  return upstream.itemIn?.(body) ?? body;
}

function assertWellFormed(record: LogRecord): void {
  assert.match(record.uid, /^[0-9a-f]{64}$/);
  assert.ok(record.time, `${record.uid} has no time`);
  for (const [seconds, nanoseconds] of [record.time, record.observedTime]) {
    assert.ok(Number.isSafeInteger(seconds) && seconds > 0, `${seconds} seconds`);
    assert.ok(Number.isInteger(nanoseconds) && nanoseconds >= 0 && nanoseconds < 1e9, `${nanoseconds} nanoseconds`);
  }
  assert.ok(Number.isInteger(record.severityNumber) && record.severityNumber >= 0 && record.severityNumber <= 24);
  for (const [name, value] of Object.entries(record.attributes)) {
    const values = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    const isPlain = values.every((each) => ['string', 'boolean'].includes(typeof each) || Number.isFinite(each));
    assert.ok(isPlain, `attribute ${name} is no attribute`);
  }
}

/** JSON with sorted keys: equal for equal values. */
function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_key, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
}
