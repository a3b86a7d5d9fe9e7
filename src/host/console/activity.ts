import { type Beat, type ConnectorOverview, heartbeatLength, rateBuckets } from '../../api/overview.ts';
import type { Clock } from '../../contract/index.ts';
import type { Accepted } from '../collect/pipeline.ts';
import { needsAction } from '../collect/retry-delay.ts';
import type { AttemptOutcome } from '../collect/run-connector.ts';
import type { Attempt } from '../collect/start-connector.ts';

/** What connectors did lately: their last polls, and what was accepted in each minute of the last hour. */
export interface Activity {
  /** Hooks of the host. */
  readonly onSaved: (id: string, accepted: Accepted) => void;
  readonly onPoll: (id: string, attempt: Attempt) => void;
  readonly onGone: (id: string) => void;
  /** Of one that did nothing yet: no polls, and zeros. */
  of(id: string): Pick<ConnectorOverview, 'beats' | 'rate'>;
}

type BeatEntry = ConnectorOverview['beats'][number];

interface Doings {
  beats: readonly BeatEntry[];
  /** Accepted since the last attempt at a poll ended. */
  records: number;
  /** Answers in a row that were not understood. */
  notUnderstood: number;
  readonly minutes: Minutes;
}

export function createActivity(clock: Clock): Activity {
  const known = new Map<string, Doings>();
  const doings = (id: string): Doings => {
    const found = known.get(id);
    if (found) return found;
    const fresh: Doings = { beats: [], records: 0, notUnderstood: 0, minutes: createMinutes() };
    known.set(id, fresh);
    return fresh;
  };
  return {
    onSaved(id, { report }) {
      if (!report || report.accepted === 0) return;
      const one = doings(id);
      one.records += report.accepted;
      one.minutes.add(report.accepted, clock.elapsed());
    },
    onPoll(id, { ms, outcome }) {
      const one = doings(id);
      if (outcome === 'ok') one.notUnderstood = 0;
      if (outcome === 'protocol') one.notUnderstood += 1;
      const beat = beatOf(outcome, one);
      const entry = {
        at: new Date(clock.now()).toISOString(),
        outcome: beat,
        records: one.records,
        ms: Math.round(ms),
      };
      one.beats = [...one.beats.slice(1 - heartbeatLength), entry];
      one.records = 0;
    },
    onGone: (id) => void known.delete(id),
    of(id) {
      const one = known.get(id);
      if (!one) return { beats: [], rate: Array.from({ length: rateBuckets }, () => 0) };
      return { beats: [...one.beats], rate: one.minutes.counts(clock.elapsed()) };
    },
  };
}

function beatOf(outcome: AttemptOutcome, { records, notUnderstood }: Doings): Beat {
  if (outcome === 'ok') return records > 0 ? 'ok' : 'empty';
  if (outcome === 'throttled') return 'throttled';
  return needsAction(outcome, outcome === 'protocol' ? notUnderstood : 1) ? 'action' : 'failed';
}

/** Counts by the minute, the last {@link rateBuckets} of them. Times are monotonic milliseconds. */
interface Minutes {
  add(amount: number, elapsedMs: number): void;
  /** Oldest first; the last one is under way. */
  counts(elapsedMs: number): number[];
}

function createMinutes(): Minutes {
  const counts = new Map<number, number>();
  const minuteOf = (elapsedMs: number): number => Math.floor(elapsedMs / 60_000);
  return {
    add(amount, elapsedMs) {
      const minute = minuteOf(elapsedMs);
      if (!counts.has(minute)) {
        for (const old of counts.keys()) if (old <= minute - rateBuckets) counts.delete(old);
      }
      counts.set(minute, (counts.get(minute) ?? 0) + amount);
    },
    counts(elapsedMs) {
      const first = minuteOf(elapsedMs) - rateBuckets + 1;
      return Array.from({ length: rateBuckets }, (_, index) => counts.get(first + index) ?? 0);
    },
  };
}
