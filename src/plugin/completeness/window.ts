import type { Ledger } from './ledger.ts';

/** A window of vendor time, epoch milliseconds, both ends included. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

const liveWidthMs = 300_000;
const hourMs = 3_600_000;
/** So many windows of history at most: a long one has wider windows. */
const mostOfHistory = 6000;

/** The window of a time at or after the beginning of the count. Windows lie side by side, without a gap. */
export function windowAt(ledger: Ledger, timeMs: number): Window {
  const { fromMs, liveFromMs, historyWidthMs = hourMs } = ledger;
  const isLive = timeMs >= liveFromMs;
  const widthMs = isLive ? liveWidthMs : historyWidthMs;
  const alignedMs = Math.floor(timeMs / widthMs) * widthMs;
  const endMs = alignedMs + widthMs - 1;
  return isLive
    ? { fromMs: Math.max(alignedMs, liveFromMs), toMs: endMs }
    : { fromMs: Math.max(alignedMs, fromMs), toMs: Math.min(endMs, liveFromMs - 1) };
}

/** The last boundary between two windows that lies at or before a time. */
export function boundaryBefore(ledger: Ledger, timeMs: number): number {
  if (timeMs <= ledger.fromMs) return ledger.fromMs;
  // While it is not known how wide they are, windows of history have no boundaries.
  if (timeMs < ledger.liveFromMs && ledger.historyWidthMs === undefined) return ledger.fromMs;
  return windowAt(ledger, timeMs).fromMs;
}

/** How wide the windows of a history are that begins at its oldest record. */
export function historyWidth({ liveFromMs }: Ledger, oldestMs: number): number {
  return hourMs * Math.max(1, Math.ceil((liveFromMs - oldestMs) / mostOfHistory / hourMs));
}
