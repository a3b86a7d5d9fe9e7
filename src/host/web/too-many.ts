import { Refused } from './refused.ts';

/** @throws Refused 429 when there is anything to wait for. `what` says what there was too much of. */
export function tooMany(waitMs: number, what: string): void {
  if (waitMs <= 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  throw new Refused(
    429,
    { error: `too many ${what}`, remedy: `Try again in ${seconds} s.` },
    { 'retry-after': String(seconds) },
  );
}
