import { rateText } from '../connector/number-text.ts';
import { useConsole } from '../shell/use-console.ts';
import { absoluteText, durationText } from '../ui/time-text.ts';
import { useStore } from '../ui/use-store.ts';
import type { TabProps } from './connector-page.tsx';
import { Facts } from './facts.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { ReplayPanel } from './replay-panel.tsx';

/** The reading of what was there before the first start, and of periods that are sent again. */
export function HistoryTab({ connector }: TabProps) {
  return (
    <div className="columns">
      <section className="card">
        <h2>History</h2>
        <FirstRead connector={connector} />
      </section>
      <section className="card">
        <h2>Replay a period</h2>
        <ReplayPanel connector={connector} />
      </section>
    </div>
  );
}

function FirstRead({ connector: { history, recordsPerSecond, lastSuccessAt } }: TabProps) {
  const { times } = useStore(useConsole().preferences.chosen);
  if (!history) {
    return (
      <p>
        {lastSuccessAt === null
          ? 'Nothing has been read yet.'
          : 'Everything there was has been read. New records are followed as they come.'}
      </p>
    );
  }
  const { ratio, ranges, rangesDone, from, to, etaMs } = history;
  return (
    <>
      <ProgressBar ratio={ratio} parts={ranges} label="History that has been read" />
      <p className="row spread">
        <span>{from === null ? 'The beginning' : absoluteText(from, times)}</span>
        <span>{absoluteText(to, times)}</span>
      </p>
      <Facts
        facts={[
          ['Read', `${Math.floor(ratio * 100)} %, ${rangesDone} of ${ranges} ranges done`],
          ['Rate', rateText(recordsPerSecond)],
          ['Time left', etaMs === null ? 'estimating…' : durationText(etaMs)],
        ]}
      />
      <p className="muted">New records are collected meanwhile.</p>
    </>
  );
}
