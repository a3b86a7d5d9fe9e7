import type { CheckedPeriod, DriftFinding, Insights } from '../../api/insights.ts';
import { numberText } from '../connector/number-text.ts';
import { useConsole } from '../shell/use-console.ts';
import { ProblemBox } from '../ui/problem-box.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { absoluteText } from '../ui/time-text.ts';
import { useNow } from '../ui/use-now.ts';
import { useStore } from '../ui/use-store.ts';
import type { TabProps } from './connector-page.tsx';
import { PeriodStrip } from './period-strip.tsx';
import { periodWords } from './period-words.ts';
import { useAnswer } from './use-answer.ts';

/** Rows that are shown of each table. */
const mostRows = 100;

/** What the source has noticed: whether all that the API counts was delivered, and what it sends that nobody knew of. */
export function InsightsTab({ connector: { id, gauges } }: TabProps) {
  const { api } = useConsole();
  const { answer, problem } = useAnswer(id, (signal) => api.call('insights', { id, signal }), 10_000);
  if (!answer) return problem ? <ProblemBox problem={problem} /> : <p className="waiting">Loading…</p>;
  return (
    <>
      <Completeness periods={answer.periods} certifiedToMs={gauges.certifiedToMs} />
      <Drift drift={answer.drift} />
    </>
  );
}

function Completeness({
  periods,
  certifiedToMs,
}: {
  periods: Insights['periods'];
  certifiedToMs?: number | undefined;
}) {
  const newestFirst = periods.toSorted((a, b) => Number(b.state === 'mismatch') - Number(a.state === 'mismatch'));
  return (
    <section className="card">
      <h2>Completeness</h2>
      {periods.length === 0 ? (
        <p>Nothing of this connector has been counted: its records change, or none has come yet.</p>
      ) : (
        <>
          <p>
            {certifiedToMs === undefined ? (
              'Nothing is certified yet: a period is, once the API has reported the same count 24 hours after it.'
            ) : (
              <>
                Certified up to <RelativeTime at={new Date(certifiedToMs).toISOString()} exact />: everything until then
                was delivered, by the count of the API.
              </>
            )}
          </p>
          <PeriodStrip periods={periods} />
          <p className="row spread muted small-text">
            <span>Oldest</span>
            <span>high: certified or agrees · low: not counted yet · to the bottom: differs</span>
            <span>Newest</span>
          </p>
          <details>
            <summary>As a table</summary>
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">Period</th>
                  <th scope="col">State</th>
                  <th scope="col">Delivered</th>
                  <th scope="col">API reports</th>
                  <th scope="col">Next count</th>
                </tr>
              </thead>
              <tbody>
                {newestFirst.slice(0, mostRows).map((period) => (
                  <PeriodRow key={`${period.from} ${period.to}`} period={period} />
                ))}
              </tbody>
            </table>
            {periods.length > mostRows && <p className="muted">And {numberText(periods.length - mostRows)} more.</p>}
          </details>
        </>
      )}
    </section>
  );
}

function PeriodRow({ period: { from, to, delivered, reported, state, nextCheckAt } }: { period: CheckedPeriod }) {
  const { times } = useStore(useConsole().preferences.chosen);
  return (
    <tr>
      <td>
        {absoluteText(from, times)} to {absoluteText(to, times)}
      </td>
      <td>{state === 'mismatch' ? <strong>{periodWords[state]}</strong> : periodWords[state]}</td>
      <td className="number">{numberText(delivered)}</td>
      <td className="number">{reported === null ? '–' : numberText(reported)}</td>
      <td>{nextCheckAt === null ? 'none' : <NextCount at={nextCheckAt} />}</td>
    </tr>
  );
}

function NextCount({ at }: { at: string }) {
  const isDue = useNow((nowMs) => (Date.parse(at) <= nowMs ? 'due' : ''));
  return isDue === '' ? <RelativeTime at={at} /> : <>{isDue}</>;
}

const kinds: Readonly<Record<DriftFinding['kind'], string>> = {
  'new-field': 'New field',
  'gone-field': 'Field is gone',
  'new-type': 'New type',
  'new-value': 'New value',
};

function Drift({ drift }: { drift: Insights['drift'] }) {
  return (
    <section className="card">
      <h2>Drift</h2>
      {drift.length === 0 ? (
        <p>What the vendor sends is what is known of it.</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Field</th>
              <th scope="col">New</th>
              <th scope="col">Looks like</th>
              <th scope="col">Records</th>
              <th scope="col">First seen</th>
              <th scope="col">Last seen</th>
            </tr>
          </thead>
          <tbody>
            {drift.slice(0, mostRows).map((finding) => (
              <FindingRow key={`${finding.kind} ${finding.field} ${finding.what}`} finding={finding} />
            ))}
          </tbody>
        </table>
      )}
      {drift.length > mostRows && <p className="muted">And {numberText(drift.length - mostRows)} more.</p>}
      <p className="muted">
        Nothing is lost by it: a record&apos;s body holds every field. Samples show shapes, no values.
      </p>
    </section>
  );
}

function FindingRow({ finding }: { finding: DriftFinding }) {
  const { kind, field, what, sample, records, firstSeenAt, lastSeenAt } = finding;
  return (
    <tr>
      <td>{kinds[kind]}</td>
      <td>
        <code>{field}</code>
      </td>
      <td>{what ?? '–'}</td>
      <td>{sample === null ? '–' : <code>{sample}</code>}</td>
      <td className="number">{numberText(records)}</td>
      <td>
        <RelativeTime at={firstSeenAt} />
      </td>
      <td>
        <RelativeTime at={lastSeenAt} />
      </td>
    </tr>
  );
}
