import type { ConnectorOverview } from '../../api/overview.ts';
import { numberText } from '../connector/number-text.ts';
import { hrefOf } from '../shell/route.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Facts } from './facts.tsx';

type Side = ConnectorOverview['sides'][number];

/** What goes on beside the polls, and what the source tells of it. Nothing where there is nothing of the kind. */
export function BesideCard({ connector: { id, sides, gauges } }: { connector: ConnectorOverview }) {
  const { waiting, givenUp, certifiedToMs, mismatches, drift, quotaLeft } = gauges;
  const tab = hrefOf({ page: 'connector', id, tab: 'insights' });
  const told = [
    ...(waiting === undefined ? [] : [['Waiting for details', numberText(waiting)] as const]),
    ...(givenUp ? [['Without details for good', numberText(givenUp)] as const] : []),
    ...(certifiedToMs === undefined
      ? []
      : [['Certified up to', <RelativeTime key="to" at={new Date(certifiedToMs).toISOString()} exact />] as const]),
    ...linked('Periods that differ', mismatches, tab),
    ...linked('Drift', drift, tab),
    ...(quotaLeft === undefined ? [] : [['Query quota left today', quotaLeft.toFixed(2)] as const]),
  ];
  if (sides.length === 0 && told.length === 0) return null;
  return (
    <section className="card">
      <h2>Beside the polls</h2>
      <Facts facts={[...told, ...sides.map((side) => [side.title, <Round key={side.name} side={side} />] as const)]} />
    </section>
  );
}

function linked(name: string, count: number | undefined, href: string) {
  if (count === undefined) return [];
  const text = numberText(count);
  return [[name, count > 0 ? <a href={href}>{text}</a> : text] as const];
}

function Round({ side: { error, lastSuccessAt, nextRoundAt } }: { side: Side }) {
  return (
    <>
      {error ? (
        <span>
          {error.message}
          {error.remedy !== undefined && ` ${error.remedy}`}
        </span>
      ) : (
        <span>
          last round <RelativeTime at={lastSuccessAt} />
        </span>
      )}
      {nextRoundAt === null ? (
        <span className="muted"> at work</span>
      ) : (
        <span className="muted">
          {' '}
          next <RelativeTime at={nextRoundAt} />
        </span>
      )}
    </>
  );
}
