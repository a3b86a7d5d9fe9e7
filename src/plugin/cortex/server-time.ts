import type { Clock } from '../../contract/index.ts';
import { httpDateMs } from './http-date.ts';

/** The server's time, learned from the `Date` of its answers: what an Advanced key signs, whatever our clock says. */
export interface ServerTime {
  /** Epoch milliseconds: the server's time once known, ours before. */
  now(): number;
  /** Takes note of a `Date` header; gives it in epoch milliseconds. */
  learn(dateHeader: string | undefined): number | undefined;
  /** How far our clock is ahead of the server's, in milliseconds; negative when behind. Undefined while not known. */
  skewMs(): number | undefined;
}

const leastPlausibleMs = Date.UTC(2020, 0, 1);

export function createServerTime(clock: Clock): ServerTime {
  // Counted on by the monotonic clock, so that a jump of the wall clock between two calls does no harm.
  let known: { readonly dateMs: number; readonly elapsedMs: number } | undefined;
  const server = () => (known ? known.dateMs + (clock.elapsed() - known.elapsedMs) : undefined);
  return {
    now: () => server() ?? clock.now(),
    learn: (dateHeader) => {
      const dateMs = httpDateMs(dateHeader);
      if (dateMs === undefined || dateMs < leastPlausibleMs) return undefined;
      known = { dateMs, elapsedMs: clock.elapsed() };
      return dateMs;
    },
    skewMs: () => {
      const serverMs = server();
      return serverMs === undefined ? undefined : clock.now() - serverMs;
    },
  };
}
