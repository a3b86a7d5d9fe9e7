import type { Insights, Storage } from '../contract/index.ts';
import type { Completeness } from './completeness/open-completeness.ts';
import { driftFindings } from './drift/watch-drift.ts';

/** What an open source has noticed, from what it keeps: asks nobody. */
export async function insightsOf(
  storage: Storage,
  completeness: Pick<Completeness, 'periods'> | undefined,
): Promise<Insights> {
  return { drift: await driftFindings(storage), periods: (await completeness?.periods()) ?? [] };
}
