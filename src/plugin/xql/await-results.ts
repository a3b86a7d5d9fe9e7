import type { Tools } from '../../contract/index.ts';
import { pauses } from '../pauses.ts';
import type { Ask } from './ask.ts';
import { queryResults, type QueryResults } from './query-results.ts';

export interface AwaitOptions {
  readonly queryId: string;
  readonly limit?: number | undefined;
  /** How long to wait for the end, milliseconds. */
  readonly atMostMs: number;
  readonly clock: Tools['clock'];
  /** Told before each wait, with how long it has been, milliseconds. */
  readonly onPending?: (sinceMs: number) => void;
}

/** Waits for a query to end; what is still pending then is given as such. @throws ConnectorError */
export async function awaitResults(
  ask: Ask,
  { queryId, limit, atMostMs, clock, onPending }: AwaitOptions,
  signal: AbortSignal,
): Promise<QueryResults> {
  const beganMs = clock.elapsed();
  const waits = pauses(1000, 10_000);
  for (;;) {
    const results = await queryResults(ask, { queryId, limit }, signal);
    const sinceMs = clock.elapsed() - beganMs;
    if (results.state !== 'pending' || sinceMs >= atMostMs) return results;
    onPending?.(sinceMs);
    await clock.sleep(Math.ceil(Math.min(waits.next().value, atMostMs - sinceMs)), signal);
  }
}
