import type { ConnectorOverview } from '../../api/overview.ts';
import { detailsText } from '../connection-test/details-text.ts';
import { TestBanner } from '../connection-test/test-banner.tsx';
import { keptRun } from '../connection-test/test-run.ts';
import { beatMarks, Heartbeat } from '../connector/heartbeat.tsx';
import { lagText } from '../connector/lag-text.ts';
import { numberText, rateText } from '../connector/number-text.ts';
import { Sparkline } from '../connector/sparkline.tsx';
import { useSourceTitle } from '../connector/use-source-title.ts';
import { hrefOf } from '../shell/route.ts';
import { useConsole } from '../shell/use-console.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { useStore } from '../ui/use-store.ts';
import type { TabProps } from './connector-page.tsx';
import { BesideCard } from './beside-card.tsx';
import { Facts } from './facts.tsx';
import { useAnswer } from './use-answer.ts';

export function OverviewTab({ connector }: TabProps) {
  return (
    <div className="columns">
      <Standing connector={connector} />
      <Counts connector={connector} />
      <BesideCard connector={connector} />
      <LastTest id={connector.id} />
      <LastPolls beats={connector.beats} />
    </div>
  );
}

function Standing({ connector }: TabProps) {
  const { id, tenant, destination, origin, rate, recordsPerSecond } = connector;
  const source = useSourceTitle(connector.source);
  return (
    <section className="card">
      <h2>Collection</h2>
      <Facts
        facts={[
          ['Source', source],
          ['Tenant', tenant],
          ['Destination', destination],
          ['Id', <IdWithCopy key="id" id={id} />],
          ['Origin', origin === 'file' ? 'The configuration file' : 'Made in the console'],
          ['Last poll', <RelativeTime key="poll" at={connector.lastPollAt} exact />],
          ['Last success', <RelativeTime key="success" at={connector.lastSuccessAt} exact />],
          ['Last event', <RelativeTime key="event" at={connector.lastEventAt} exact />],
          ['Lag', lagText(connector)],
          [
            'Rate',
            <span key="rate" className="rate">
              <Sparkline rate={rate} /> {rateText(recordsPerSecond)}
            </span>,
          ],
        ]}
      />
    </section>
  );
}

function IdWithCopy({ id }: { id: string }) {
  return (
    <>
      <code>{id}</code> <CopyButton what="id" text={id} small />
    </>
  );
}

const counterWords = {
  fetched: 'Fetched from the API',
  accepted: 'Accepted by the destination',
  rejected: 'Refused by the destination',
  deadLettered: 'Set aside as dead letters',
  duplicates: 'Repeats left out',
  filtered: 'Left out by selection',
  restricted: 'Withheld from the key',
  unmapped: 'Not understood, delivered as they came',
  overlapShortened: 'Times the overlap was shortened',
  requests: 'Requests to the API',
  exports: 'Requests to the destination',
  polls: 'Polls',
  failures: 'Attempts that failed',
} as const satisfies Record<keyof ConnectorOverview['counters'], string>;

function Counts({ connector: { id, counters, deadLetters } }: TabProps) {
  const facts = Object.entries(counterWords).map(([name, words]) => {
    return [words, numberText(counters[name as keyof typeof counterWords])] as const;
  });
  return (
    <section className="card">
      <h2>Since the first start</h2>
      <Facts facts={facts} />
      {deadLetters > 0 && (
        <p>
          <a href={hrefOf({ page: 'connector', id, tab: 'dead-letters' })}>
            {numberText(deadLetters)} records are set aside
          </a>
        </p>
      )}
    </section>
  );
}

function LastTest({ id }: { id: string }) {
  const { api, dialog } = useConsole();
  // Asked anew when a dialog closes: it may have been a test.
  const open = useStore(dialog);
  const { answer } = useAnswer(`${id} ${open?.kind}`, (signal) => api.call('connector', { id, signal }));
  if (!answer?.lastTest) return null;
  const run = keptRun(answer.source, answer.lastTest);
  return (
    <section className="card">
      <h2>Last connection test</h2>
      <TestBanner run={run} details={() => detailsText(answer.name, run, [])} />
    </section>
  );
}

function LastPolls({ beats }: { beats: ConnectorOverview['beats'] }) {
  return (
    <section className="card">
      <h2>Last polls</h2>
      <Heartbeat beats={beats} />
      <details>
        <summary>As a table</summary>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Outcome</th>
              <th scope="col">Records</th>
              <th scope="col">Took</th>
            </tr>
          </thead>
          <tbody>
            {beats.toReversed().map(({ at, outcome, records, ms }) => (
              <tr key={at}>
                <td>
                  <RelativeTime at={at} />
                </td>
                <td>{beatMarks[outcome].words}</td>
                <td className="number">{numberText(records)}</td>
                <td className="number">{numberText(ms)} ms</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
