import { inWords } from '../cortex/key-errors.ts';
import { type Finding, ok, skipped, warning } from './finding.ts';
import type { Reading } from './read-one.ts';

const toleratedMs = 60_000;

/** What the `Date` of the answers says of this machine's clock. */
export function judgeClock({ findings: { clockSkewMs, keyType } }: Pick<Reading, 'findings'>): Finding {
  if (clockSkewMs === undefined) return skipped('No answer told the time.');
  if (Math.abs(clockSkewMs) <= toleratedMs) return ok('This machine’s clock agrees with that of Cortex.');
  const skew = `This machine’s clock is ${inWords(Math.abs(clockSkewMs))} ${clockSkewMs > 0 ? 'ahead of' : 'behind'} that of Cortex`;
  if (keyType === 'advanced') {
    const why = 'Requests are signed with the time of Cortex, so the Advanced key works all the same.';
    return warning(`${skew}. ${why}`, 'Set the clock (NTP): observed times and lags are shown by it.');
  }
  return warning(
    `${skew}.`,
    'Set the clock (NTP): observed times and lags are shown by it, and Advanced keys need it.',
  );
}
