import { httpDateMs } from './http-date.ts';

const [leastMs, mostMs] = [1000, 15 * 60_000];

/**
 * How long a `Retry-After` asks us to wait, milliseconds between 1 s and 15 min; undefined when it is absent or
 * nonsense. `nowMs` is the server's time, for the form that is a date.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  const dateMs = httpDateMs(text);
  const waitMs = /^-?\d+(?:\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : dateMs === undefined
      ? undefined
      : dateMs - nowMs;
  return waitMs === undefined ? undefined : Math.min(mostMs, Math.max(leastMs, Math.ceil(waitMs)));
}
