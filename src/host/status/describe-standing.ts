import type { ConnectorError, HistoryProgress } from '../../contract/index.ts';
import type { StateTimes } from '../state/connector-state.ts';
import type { SideStanding } from './side-monitor.ts';
import type { ConnectorStatus } from './status-report.ts';
import { waitsForPerson } from './status-word.ts';

/** An attempt that failed, and how long that has been so. */
export interface Failure {
  readonly error: ConnectorError;
  readonly inARow: number;
  /** The last and the first in a row, epoch milliseconds. */
  readonly atMs: number;
  readonly sinceMs: number;
}

export function describeFailure({ error, inARow, atMs, sinceMs }: Failure): ConnectorStatus['error'] {
  const [at, since] = [new Date(atMs).toISOString(), new Date(sinceMs).toISOString()];
  return { ...describeError(error, inARow), at, since };
}

/** Of a side stream that waits for a person, since the connector does too. */
export function describeStuck(beside: readonly SideStanding[]): ConnectorStatus['error'] {
  const stuck = beside.find(waitsForPerson);
  if (!stuck?.failure) return null;
  const { error, inARow, atMs } = stuck.failure;
  const described = describeError(error, inARow);
  return { ...described, message: `${stuck.title}: ${error.message}`, at: new Date(atMs).toISOString() };
}

export function describeSide(side: SideStanding, nowMs: number): ConnectorStatus['sides'][number] {
  const { name, title, failure, successMs, waitMs } = side;
  return {
    name,
    title,
    error: failure ? describeError(failure.error, failure.inARow) : null,
    lastSuccessAt: iso(successMs),
    nextRoundAt: waitMs === undefined ? null : iso(nowMs + waitMs),
  };
}

function describeError({ kind, code, message, remedy }: ConnectorError, inARow: number) {
  return { kind, ...(code && { code }), message, ...(remedy && { remedy }), inARow };
}

export function describeHistory(history: HistoryProgress, etaMs: number | undefined): ConnectorStatus['history'] {
  const { rangesDone, ranges, ratio, fromMs, toMs } = history;
  return { rangesDone, ranges, ratio, from: iso(fromMs), to: new Date(toMs).toISOString(), etaMs: etaMs ?? null };
}

export function describeTimes({ pollMs, successMs, eventMs }: StateTimes) {
  return { lastPollAt: iso(pollMs), lastSuccessAt: iso(successMs), lastEventAt: iso(eventMs) };
}

/** RFC 3339 has years of four digits; a vendor's time may lie beyond: microseconds taken for milliseconds. */
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

export function iso(timeMs: number | undefined): string | null {
  return timeMs === undefined ? null : new Date(Math.min(timeMs, lastMs)).toISOString();
}
