import type { ConnectorError, ErrorKind } from '../../contract/index.ts';

const firstMs = 1000;
const mostMs = 60_000;
/** How often a connector that needs a person looks whether it still does. */
const probeMs = 15 * 60_000;
/** A full disk is often freed within minutes, and looking costs no request. */
const diskProbeMs = 60_000;

const human: ReadonlySet<ErrorKind> = new Set([
  'config',
  'auth',
  'permission',
  'license',
  'untrusted',
  'refused',
  'state',
]);

/** Whether a person has to act: at once for most kinds, from the third answer in a row that is not understood. */
export function needsAction(kind: ErrorKind, inARow: number): boolean {
  return human.has(kind) || (kind === 'protocol' && inARow >= 3);
}

/**
 * Milliseconds until the next attempt after the `inARow`th failure (from 1). `fraction` is random in [0, 1): the delay
 * is doubled each time and then lies anywhere in its upper half. What the other side asked for is honoured in full.
 */
export function retryDelayMs(error: ConnectorError, inARow: number, fraction: number): number {
  if (error.retryAfterMs !== undefined) return error.retryAfterMs + Math.round(fraction * 250);
  if (error.code === 'DISK-702') return diskProbeMs;
  if (needsAction(error.kind, inARow)) return Math.round(probeMs * (0.9 + 0.1 * fraction));
  const ceilingMs = Math.min(mostMs, firstMs * 2 ** Math.min(inARow - 1, 16));
  return Math.round(ceilingMs * (0.5 + 0.5 * fraction));
}
