import assert from 'node:assert/strict';
import type { Batch, Checkpoint, LogRecord, Source } from '../../contract/index.ts';
import { allOf } from './all-of.ts';
import type { Life } from './conformance-subject.ts';

/** More polls than any upstream of this suite can be worth. */
const mostPolls = 500;

/** Polls, each time from the last checkpoint, until a poll has caught up and asks for no other. Every batch is accepted. */
export async function drain(life: Life, from: Checkpoint | undefined, signal: AbortSignal): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  let checkpoint = from;
  for (let polls = 0; polls < mostPolls; polls += 1) {
    const polled = await pollOnce(life.source, checkpoint, signal);
    polled.forEach(life.accept);
    batches.push(...polled);
    const last = polled.at(-1);
    assert.ok(last, 'a poll that succeeds yields at least one batch');
    checkpoint = thawed(last.next);
    if (!last.more && polled.some((batch) => batch.progress.caughtUp)) return batches;
  }
  assert.fail(`not caught up after ${mostPolls} polls`);
}

/** All batches of one poll. */
export async function pollOnce(
  source: Source,
  checkpoint: Checkpoint | undefined,
  signal: AbortSignal,
): Promise<readonly Batch[]> {
  return allOf(source.poll(checkpoint, signal));
}

/** A checkpoint as a store gives it back. */
export function thawed(checkpoint: Checkpoint): Checkpoint {
  return JSON.parse(JSON.stringify(checkpoint)) as Checkpoint;
}

export function recordsOf(batches: readonly Batch[]): readonly LogRecord[] {
  return batches.flatMap((batch) => batch.records);
}

export function uidsOf(batches: readonly Batch[]): readonly string[] {
  return recordsOf(batches).map((record) => record.uid);
}

/** Fails unless both hold the same uids, none of them twice. */
export function assertSameUids(actual: readonly string[], expected: readonly string[], what: string): void {
  const [held, wanted] = [new Set(actual), new Set(expected)];
  const missing = expected.filter((uid) => !held.has(uid)).length;
  const invented = actual.filter((uid) => !wanted.has(uid)).length;
  assert.equal(missing, 0, `${what}: ${missing} of ${expected.length} records are missing`);
  assert.equal(invented, 0, `${what}: ${invented} records nobody expected`);
  assert.equal(actual.length, expected.length, `${what}: ${actual.length - expected.length} repeats`);
}
