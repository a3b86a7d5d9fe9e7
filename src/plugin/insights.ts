import type { Insights, Storage } from '../contract/index.ts';
import type { Completeness } from './completeness/open-completeness.ts';
import { driftFindings } from './drift/watch-drift.ts';
import type { SourceDefinition } from './sources/source-definition.ts';

/** What an open source has noticed: what is noticed of all sources, and what its definition adds. Asks nobody. */
export function insightsOf(
  { insights }: Pick<SourceDefinition, 'insights'>,
  storage: Storage,
  completeness: Pick<Completeness, 'periods'> | undefined,
): () => Promise<Insights> {
  return async () => {
    const { drift, periods } = (await insights?.(storage)) ?? { drift: [], periods: [] };
    return {
      drift: [...(await driftFindings(storage)), ...drift],
      periods: [...((await completeness?.periods()) ?? []), ...periods],
    };
  };
}
