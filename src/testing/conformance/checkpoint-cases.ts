import assert from 'node:assert/strict';
import {
  checkpointSchema,
  isConnectorError,
  maxCheckpointBytes,
  type Checkpoint,
  type Source,
} from '../../contract/index.ts';
import { benchCase } from './bench.ts';
import type { ConformanceCase, ConformanceSubject } from './conformance-subject.ts';
import { assertSameUids, drain, pollOnce, recordsOf, thawed, uidsOf } from './drain.ts';

const yearMs = 366 * 86_400_000;

/** Checkpoints are all that is left of a source when the process dies. */
export function checkpointCases(subject: ConformanceSubject): readonly ConformanceCase[] {
  return [
    benchCase(subject, 'reading on from any checkpoint gives exactly the rest', 250, async (bench) => {
      const batches = await drain(bench.open(), undefined, bench.signal);
      for (const [index, batch] of batches.entries()) {
        const rest = await drain(bench.open(batches.slice(0, index + 1)), thawed(batch.next), bench.signal);
        assertSameUids(uidsOf(rest), uidsOf(batches.slice(index + 1)), `after batch ${index + 1}`);
      }
    }),
    benchCase(
      subject,
      'a checkpoint is JSON, bounded, bound to source and tenant, and can be described',
      250,
      async (bench) => {
        const life = bench.open();
        const { source } = life;
        for (const { next } of await drain(life, undefined, bench.signal)) {
          assert.deepEqual(thawed(next), withoutUndefined(next));
          assert.ok(Buffer.byteLength(JSON.stringify(next)) <= maxCheckpointBytes, 'too large');
          const { source: name, tenant } = checkpointSchema.parse(next);
          assert.deepEqual({ name, tenant }, { name: bench.config.source, tenant: bench.config.tenant });
          assert.ok(
            source.describe(next).some((line) => line.trim() !== ''),
            'no words for it',
          );
        }
      },
    ),
    benchCase(
      subject,
      'a checkpoint of another source or tenant, a newer one and a torn one are refused',
      10,
      async (bench) => {
        const good = (await drain(bench.open(), undefined, bench.signal)).at(-1)?.next;
        assert.ok(good);
        await assertStateError(bench.open().source, { ...good, source: 'another-source' }, bench.signal);
        await assertStateError(bench.open().source, { ...good, tenant: 'https://elsewhere.example' }, bench.signal);
        await assertStateError(bench.open().source, { ...good, version: good.version + 1 }, bench.signal);
        const { version, source, tenant } = good;
        await assertStateError(bench.open().source, { version, source, tenant }, bench.signal);
      },
    ),
    benchCase(subject, 'a checkpoint in the future is refused', 10, async (bench) => {
      const { source } = bench.open();
      const future = source.checkpointAt(bench.upstream.tools.clock.now() + yearMs);
      await assertStateError(source, thawed(future), bench.signal);
    }),
    benchCase(subject, 'a checkpoint made for a time begins there, with no history', 40, async (bench) => {
      const life = bench.open();
      const fresh = thawed(life.source.checkpointAt(bench.upstream.tools.clock.now()));
      const before = await drain(life, fresh, bench.signal);
      assert.ok(
        before.every((batch) => batch.progress.history === undefined),
        'history is read',
      );
      assert.deepEqual(recordsOf(before), [], 'settled items are read');
      const early = await drain(life, thawed(life.source.checkpointAt(1)), bench.signal);
      assert.equal(recordsOf(early).length, bench.upstream.bodies().length);
    }),
  ];
}

async function assertStateError(source: Source, checkpoint: Checkpoint, signal: AbortSignal): Promise<void> {
  const error = await pollOnce(source, checkpoint, signal).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(isConnectorError(error), `taken, or refused with something else: ${String(error)}`);
  assert.equal(error.kind, 'state');
}

/** JSON leaves a field that is undefined out; anything else it would change shows. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const fields = Object.entries(value).filter(([, held]) => held !== undefined);
  return Object.fromEntries(fields.map(([name, held]) => [name, withoutUndefined(held)]));
}
