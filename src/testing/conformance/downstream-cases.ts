import assert from 'node:assert/strict';
import type { Batch, Checkpoint } from '../../contract/index.ts';
import { seededRandom, type SeededRandom } from '../seeded-random.ts';
import { benchCase } from './bench.ts';
import type { Bench, ConformanceCase, ConformanceSubject, Life } from './conformance-subject.ts';
import { assertSameUids, drain, thawed, uidsOf } from './drain.ts';

/** What a sink makes of a batch: all taken; nothing taken, for now; all taken but these, which it never will take. */
type Verdict = 'accepted' | 'failed' | { readonly refused: ReadonlySet<string> };
type Downstream = (batch: Batch, random: SeededRandom) => Verdict;

const mostPolls = 2000;

/**
 * The four sinks of the OpenTelemetry Collector's receiver contract check. Whatever they do, each record ends up
 * accepted or refused, exactly once, as long as the host saves a checkpoint only after the sink has dealt with it.
 */
export function downstreamCases(subject: ConformanceSubject): readonly ConformanceCase[] {
  const sinks: readonly (readonly [name: string, downstream: Downstream])[] = [
    ['always accepts', () => 'accepted'],
    ['fails at random', (_batch, random) => (random.chance(0.4) ? 'failed' : 'accepted')],
    ['refuses at random', refuseSome],
    ['fails and refuses at random', (batch, random) => (random.chance(0.4) ? 'failed' : refuseSome(batch, random))],
  ];
  return sinks.map(([name, downstream]) =>
    benchCase(subject, `every record is accounted for when the sink ${name}`, 250, (bench) =>
      account(bench, downstream),
    ),
  );
}

function refuseSome(batch: Batch, random: SeededRandom): Verdict {
  const uids = batch.records.map((record) => record.uid);
  return { refused: new Set(uids.filter(() => random.chance(0.1))) };
}

interface Ledger {
  readonly accepted: string[];
  readonly refused: string[];
}

async function account(bench: Bench, downstream: Downstream): Promise<void> {
  const everything = uidsOf(await drain(bench.open(), undefined, bench.signal));
  const random = seededRandom(11);
  const ledger: Ledger = { accepted: [], refused: [] };
  const life = bench.open();
  let saved: Checkpoint | undefined;
  for (let polls = 0; polls < mostPolls; polls += 1) {
    const outcome = await deliver(life, saved, ledger, { verdict: (batch) => downstream(batch, random), ...bench });
    saved = outcome.saved;
    if (!outcome.done) continue;
    assertSameUids([...ledger.accepted, ...ledger.refused], everything, 'accepted and refused');
    return;
  }
  assert.fail(`no end after ${mostPolls} polls`);
}

async function deliver(
  { source, accept }: Life,
  from: Checkpoint | undefined,
  ledger: Ledger,
  sink: { readonly verdict: (batch: Batch) => Verdict; readonly signal: AbortSignal },
): Promise<{ readonly saved: Checkpoint | undefined; readonly done: boolean }> {
  let saved = from;
  let caughtUp = false;
  let more = false;
  for await (const batch of source.poll(from, sink.signal)) {
    const verdict = batch.records.length === 0 ? 'accepted' : sink.verdict(batch);
    if (verdict === 'failed') return { saved, done: false };
    const refused = verdict === 'accepted' ? new Set<string>() : verdict.refused;
    for (const { uid } of batch.records) (refused.has(uid) ? ledger.refused : ledger.accepted).push(uid);
    saved = thawed(batch.next);
    accept(batch);
    caughtUp ||= batch.progress.caughtUp;
    more = batch.more;
  }
  return { saved, done: caughtUp && !more };
}
