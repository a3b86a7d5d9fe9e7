import { type Insights, mostInsights } from '../../api/insights.ts';
import type { CheckedPeriod, DriftFinding } from '../../contract/index.ts';
import { forgetful } from '../../shared/forgetful-tools.ts';
import { withSource } from '../with-source.ts';
import type { Console } from './console.ts';
import type { ConsoleContext } from './console-parts.ts';
import { requireConfigured } from './find-connector.ts';

/** What a connector's source has noticed, read from what it keeps: nobody is asked. */
export function insightsOf(parts: ConsoleContext): Pick<Console, 'insights'> {
  const { store, tools } = parts;
  return {
    async insights(id) {
      const connector = requireConfigured(id, parts);
      const looking = { ...forgetful(tools), storage: store.storage(id) };
      const noticed = await withSource(connector, looking, async (source) => source.insights?.());
      return {
        drift: (noticed?.drift ?? []).slice(0, mostInsights).map(describeFinding),
        periods: (noticed?.periods ?? []).slice(0, mostInsights).map(describePeriod),
      };
    },
  };
}

function describeFinding(finding: DriftFinding): Insights['drift'][number] {
  const { kind, field, what = null, sample = null, records } = finding;
  const [firstSeenAt, lastSeenAt] = [iso(finding.firstSeenMs), iso(finding.lastSeenMs)];
  return { kind, field, what, sample, records, firstSeenAt, lastSeenAt };
}

function describePeriod(period: CheckedPeriod): Insights['periods'][number] {
  const { fromMs, toMs, delivered, reported = null, state, checkedMs, nextCheckMs } = period;
  const checkedAt = checkedMs === undefined ? null : iso(checkedMs);
  const nextCheckAt = nextCheckMs === undefined ? null : iso(nextCheckMs);
  return { from: iso(fromMs), to: iso(toMs), delivered, reported, state, checkedAt, nextCheckAt };
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
