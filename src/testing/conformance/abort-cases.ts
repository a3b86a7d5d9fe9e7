import assert from 'node:assert/strict';
import { isConnectorError } from '../../contract/index.ts';
import { benchCase } from './bench.ts';
import type { Bench, ConformanceCase, ConformanceSubject } from './conformance-subject.ts';
import { drain, pollOnce } from './drain.ts';

/** Longer than any abort may take, shorter than any timeout of a request. */
const promptMs = 1500;

/** An abort is not an error, and it does not wait. */
export function abortCases(subject: ConformanceSubject): readonly ConformanceCase[] {
  return [
    benchCase(subject, 'a poll with a signal that is aborted ends at once', 10, async ({ open }) => {
      const control = new AbortController();
      control.abort();
      await assertEnds(pollOnce(open().source, undefined, control.signal), control.signal);
    }),
    benchCase(subject, 'an abort between batches ends the poll, and nothing is lost', 250, async (bench) => {
      const control = new AbortController();
      await assertEnds(breakOff(bench, control), control.signal);
      const records = (await drain(bench.open(), undefined, bench.signal)).flatMap((batch) => batch.records);
      assert.equal(records.length, bench.upstream.bodies().length);
    }),
    benchCase(subject, 'an abort ends a poll that waits for an answer', 10, async (bench) => {
      const control = new AbortController();
      const stalled = bench.upstream.stall(bench.signal);
      const polling = pollOnce(bench.open().source, undefined, control.signal);
      polling.catch(() => {});
      await stalled;
      control.abort();
      await assertEnds(polling, control.signal);
    }),
    benchCase(subject, 'an abort ends a sample that waits for an answer', 10, async (bench) => {
      const control = new AbortController();
      const stalled = bench.upstream.stall(bench.signal);
      const sampling = bench.open().source.sample(1, control.signal);
      sampling.catch(() => {});
      await stalled;
      control.abort();
      await assertEnds(sampling, control.signal);
    }),
  ];
}

async function breakOff(bench: Bench, control: AbortController): Promise<void> {
  for await (const batch of bench.open().source.poll(undefined, control.signal)) {
    if (batch.records.length > 0) control.abort();
  }
}

/** Waits for the end: a normal one, or the signal's reason. */
async function assertEnds(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const late = Symbol('late');
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise((resolve) => {
    timer = setTimeout(() => resolve(late), promptMs);
  });
  const outcome: unknown = await Promise.race([
    work.then(
      () => undefined,
      (error: unknown) => error,
    ),
    deadline,
  ]);
  clearTimeout(timer);
  assert.notEqual(outcome, late, `still running ${promptMs} ms after the abort`);
  assert.ok(!isConnectorError(outcome), `an abort is no error: ${String(outcome)}`);
  const isAbort = outcome === signal.reason || (outcome instanceof Error && outcome.name === 'AbortError');
  assert.ok(outcome === undefined || isAbort, `not the reason of the abort: ${String(outcome)}`);
}
