import type { Clock, ConnectorError, HistoryProgress, Progress } from '../../contract/index.ts';
import type { StateDetails } from '../state/connector-state.ts';
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
  const rate = createMovingRate();
  const eta = createHistoryEta();

  function lagMs(): number | undefined {
    if (mode === 'running' && caughtUp && !failure) return 0;
    return details.times.eventMs === undefined ? undefined : Math.max(0, clock.now() - details.times.eventMs);
  }

  function good(): void {
    goodMs = clock.elapsed();
    failure = undefined;
  }

  function status(): ConnectorStatus {
    const facts = { ...identity, mode, failure, goodMs, historyPending: history !== undefined, lagMs: lagMs() };
    const word = statusWord(facts, clock.elapsed());
    const nextAttemptMs = mode === 'running' && nextMs !== undefined ? nextMs - clock.elapsed() : undefined;
    const { pollIntervalMs: _, ...shown } = identity;
    return {
      ...shown,
      status: word,
      reason: modeReason ?? statusReason(word, { error: failure?.error, history, lagMs: facts.lagMs }),
      error: failure ? describeFailure(failure) : null,
      lastPollAt: iso(details.times.pollMs),
      lastSuccessAt: iso(details.times.successMs),
      lastEventAt: iso(details.times.eventMs),
      lagMs: facts.lagMs ?? null,
      nextAttemptAt: nextAttemptMs === undefined ? null : iso(clock.now() + Math.max(0, nextAttemptMs)),
      recordsPerSecond: rate.perSecond(clock.elapsed()),
      counters: details.counters,
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
  const { kind, code, message, remedy } = error;
  const [at, since] = [new Date(atMs).toISOString(), new Date(sinceMs).toISOString()];
  return { kind, ...(code && { code }), message, ...(remedy && { remedy }), at, since, inARow };
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
