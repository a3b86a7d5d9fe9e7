import type { Clock, ConnectorError, HistoryProgress, Progress } from '../../contract/index.ts';
import type { StateDetails } from '../state/connector-state.ts';
import {
  describeFailure,
  describeHistory,
  describeSide,
  describeStuck,
  describeTimes,
  type Failure,
  iso,
} from './describe-standing.ts';
import type { SideStanding } from './side-monitor.ts';
import { createHistoryEta } from './history-eta.ts';
import { createMovingRate } from './moving-rate.ts';
import { statusReason } from './status-reason.ts';
import type { ConnectorStatus } from './status-report.ts';
import { type StatusFacts, statusWord } from './status-word.ts';

/** Who a connector is, for display. */
export interface ConnectorIdentity {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly tenant: string;
  readonly destination: string;
  readonly pollIntervalMs: number;
}

/** An operator's view of one connector: told what happens, says how it stands. Knows no clock but the one given. */
export interface Monitor {
  readonly identity: ConnectorIdentity;
  readonly details: (details: StateDetails) => void;
  pollBegan(): void;
  saved(progress: readonly Progress[], accepted: number): void;
  /** So many records of a side stream were accepted. */
  delivered(accepted: number): void;
  /** Where to ask how its side streams stand. */
  watch(sides: () => readonly SideStanding[]): void;
  /** The poll ended well; the next begins at monotonic `nextMs`. */
  pollEnded(nextMs: number): void;
  /** An attempt failed; the next one begins at monotonic `nextMs`; undefined: there is none by itself. */
  failed(error: ConnectorError, failing: FailingSince, nextMs: number | undefined): void;
  mode(mode: StatusFacts['mode'], reason?: string): void;
  status(): ConnectorStatus;
}

/** Failures without a delivery in between. */
export interface FailingSince {
  readonly inARow: number;
  /** When the first of them was, monotonic milliseconds. */
  readonly sinceMs: number;
}

export function createMonitor(identity: ConnectorIdentity, initial: StateDetails, clock: Clock): Monitor {
  let details = initial;
  let mode: StatusFacts['mode'] = 'running';
  let modeReason: string | undefined;
  let failure: Failure | undefined;
  let goodMs: number | undefined;
  let nextMs: number | undefined;
  let caughtUp = false;
  let history: HistoryProgress | undefined;
  let sides: () => readonly SideStanding[] = () => [];
  const rate = createMovingRate();
  const eta = createHistoryEta();

  const lagMs = (): number | undefined =>
    mode === 'running' && caughtUp && !failure ? 0 : ageMs(details.times.eventMs, clock.now());

  function good(): void {
    goodMs = clock.elapsed();
    failure = undefined;
  }

  function status(): ConnectorStatus {
    const beside = sides();
    const error = failure ? describeFailure(failure) : describeStuck(beside);
    const facts = { ...identity, mode, failure, beside, goodMs, historyPending: history !== undefined, lagMs: lagMs() };
    const word = statusWord(facts, clock.elapsed());
    const waitMs = mode === 'running' && nextMs !== undefined ? nextMs - clock.elapsed() : undefined;
    const { pollIntervalMs: _, ...shown } = identity;
    return {
      ...shown,
      status: word,
      reason: modeReason ?? statusReason(word, { error: error ?? undefined, history, lagMs: facts.lagMs }),
      error,
      ...describeTimes(details.times),
      lagMs: facts.lagMs ?? null,
      nextAttemptAt: waitMs === undefined ? null : iso(clock.now() + Math.max(0, waitMs)),
      recordsPerSecond: rate.perSecond(clock.elapsed()),
      counters: details.counters,
      gauges: details.gauges,
      sides: beside.map((side) => describeSide(side, clock.now())),
      history: history ? describeHistory(history, mode === 'running' ? eta.leftMs() : undefined) : null,
    };
  }

  return {
    identity,
    details: (now) => void (details = now),
    pollBegan: () => void (nextMs = undefined),
    saved(progress, accepted) {
      const last = progress.at(-1);
      history = last?.history;
      caughtUp = last?.caughtUp ?? false;
      if (history) eta.note(history.ratio, clock.elapsed());
      rate.add(accepted, clock.elapsed());
      good();
    },
    delivered: (accepted) => rate.add(accepted, clock.elapsed()),
    watch: (now) => void (sides = now),
    pollEnded(at) {
      nextMs = at;
      good();
    },
    failed(error, { inARow, sinceMs }, at) {
      const atMs = clock.now();
      failure = { error, inARow, atMs, sinceMs: atMs - (clock.elapsed() - sinceMs) };
      nextMs = at;
    },
    mode: (now, reason) => void ([mode, modeReason] = [now, reason]),
    status,
  };
}

function ageMs(timeMs: number | undefined, nowMs: number): number | undefined {
  return timeMs === undefined ? undefined : Math.max(0, nowMs - timeMs);
}
