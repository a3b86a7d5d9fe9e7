import type { Clock, ConnectorError, HistoryProgress, Progress } from '../../contract/index.ts';
import type { StateDetails } from '../state/connector-state.ts';
import type { SideStanding } from './side-monitor.ts';
import { createHistoryEta } from './history-eta.ts';
import { createMovingRate } from './moving-rate.ts';
import { statusReason } from './status-reason.ts';
import type { ConnectorStatus } from './status-report.ts';
import { type StatusFacts, statusWord, waitsForPerson } from './status-word.ts';

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

interface Failure {
  readonly error: ConnectorError;
  readonly inARow: number;
  /** The last and the first in a row, epoch milliseconds. */
  readonly atMs: number;
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

  function lagMs(): number | undefined {
    if (mode === 'running' && caughtUp && !failure) return 0;
    return details.times.eventMs === undefined ? undefined : Math.max(0, clock.now() - details.times.eventMs);
  }

  const describeSide = ({ name, title, failure: failed, successMs, waitMs }: SideStanding) => ({
    name,
    title,
    error: failed ? describeError(failed.error, failed.inARow) : null,
    lastSuccessAt: iso(successMs),
    nextRoundAt: waitMs === undefined ? null : iso(clock.now() + waitMs),
  });

  function good(): void {
    goodMs = clock.elapsed();
    failure = undefined;
  }

  function status(): ConnectorStatus {
    const beside = sides();
    const error = failure ? describeFailure(failure) : describeStuck(beside);
    const facts = { ...identity, mode, failure, beside, goodMs, historyPending: history !== undefined, lagMs: lagMs() };
    const word = statusWord(facts, clock.elapsed());
    const nextAttemptMs = mode === 'running' && nextMs !== undefined ? nextMs - clock.elapsed() : undefined;
    const { pollIntervalMs: _, ...shown } = identity;
    return {
      ...shown,
      status: word,
      reason: modeReason ?? statusReason(word, { error: error ?? undefined, history, lagMs: facts.lagMs }),
      error,
      lastPollAt: iso(details.times.pollMs),
      lastSuccessAt: iso(details.times.successMs),
      lastEventAt: iso(details.times.eventMs),
      lagMs: facts.lagMs ?? null,
      nextAttemptAt: nextAttemptMs === undefined ? null : iso(clock.now() + Math.max(0, nextAttemptMs)),
      recordsPerSecond: rate.perSecond(clock.elapsed()),
      counters: details.counters,
      gauges: details.gauges,
      sides: beside.map(describeSide),
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
      const nowMs = clock.now();
      failure = { error, inARow, atMs: nowMs, sinceMs: nowMs - (clock.elapsed() - sinceMs) };
      nextMs = at;
    },
    mode(now, reason) {
      [mode, modeReason] = [now, reason];
    },
    status,
  };
}

function describeFailure({ error, inARow, atMs, sinceMs }: Failure): ConnectorStatus['error'] {
  const [at, since] = [new Date(atMs).toISOString(), new Date(sinceMs).toISOString()];
  return { ...describeError(error, inARow), at, since };
}

/** Of a side stream that waits for a person, since the connector does too. */
function describeStuck(beside: readonly SideStanding[]): ConnectorStatus['error'] {
  const stuck = beside.find(waitsForPerson);
  if (!stuck?.failure) return null;
  const { error, inARow, atMs } = stuck.failure;
  const described = describeError(error, inARow);
  return { ...described, message: `${stuck.title}: ${error.message}`, at: new Date(atMs).toISOString() };
}

function describeError({ kind, code, message, remedy }: ConnectorError, inARow: number) {
  return { kind, ...(code && { code }), message, ...(remedy && { remedy }), inARow };
}

function describeHistory(history: HistoryProgress, etaMs: number | undefined): ConnectorStatus['history'] {
  const { rangesDone, ranges, ratio, fromMs, toMs } = history;
  return { rangesDone, ranges, ratio, from: iso(fromMs), to: new Date(toMs).toISOString(), etaMs: etaMs ?? null };
}

/** RFC 3339 has years of four digits; a vendor's time may lie beyond: microseconds taken for milliseconds. */
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function iso(timeMs: number | undefined): string | null {
  return timeMs === undefined ? null : new Date(Math.min(timeMs, lastMs)).toISOString();
}
