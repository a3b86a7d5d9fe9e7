import { type SubmitEvent, useState } from 'react';
import type { ReplayState } from '../../api/operations.ts';
import type { Problem } from '../../api/problem.ts';
import { problemOf } from '../api/api-error.ts';
import { numberText, rateText } from '../connector/number-text.ts';
import { useMay } from '../session/use-may.ts';
import { useConsole } from '../shell/use-console.ts';
import { ProblemBox } from '../ui/problem-box.tsx';
import { absoluteText, durationText } from '../ui/time-text.ts';
import { useNow } from '../ui/use-now.ts';
import { useStore } from '../ui/use-store.ts';
import type { TabProps } from './connector-page.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { useAnswer } from './use-answer.ts';
import { UtcField } from './utc-field.tsx';
import { utcOf, utcValue } from './utc-value.ts';

/** Sends a period again, and shows how far that is. */
export function ReplayPanel({ connector: { id } }: TabProps) {
  const { api } = useConsole();
  const { answer, problem, reload } = useAnswer(id, (signal) => api.call('replay', { id, signal }), 1000);
  const mayOperate = useMay('operator');
  const running = answer?.state === 'running';
  return (
    <>
      <p className="muted">Its records are delivered once more, with the same ids. The checkpoint stays where it is.</p>
      {problem && <ProblemBox problem={problem} />}
      {answer && <ReplayProgress id={id} replay={answer} mayCancel={mayOperate} />}
      {mayOperate && !running && <PeriodForm id={id} onStarted={reload} />}
      {!mayOperate && <p className="muted">Only an operator can start one.</p>}
    </>
  );
}

function PeriodForm({ id, onStarted }: { id: string; onStarted: () => void }) {
  const { api, notices, clock } = useConsole();
  const [from, setFrom] = useState(() => utcValue(clock.get() - 86_400_000));
  const [to, setTo] = useState(() => utcValue(clock.get()));
  const [problem, setProblem] = useState<Problem>();

  async function start(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const [begin, end] = [utcOf(from), utcOf(to)];
    if (begin === undefined || end === undefined || begin >= end) {
      setProblem({ error: 'The period has to end after it begins.' });
      return;
    }
    try {
      setProblem(undefined);
      await api.call('startReplay', { id, body: { from: begin, to: end } });
      notices.done('The period is being sent again');
      onStarted();
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  return (
    <form onSubmit={(event) => void start(event)}>
      <UtcField label="From" value={from} onChange={setFrom} />
      <UtcField label="To" value={to} onChange={setTo} />
      {problem && <ProblemBox problem={problem} />}
      <button type="submit" className="primary">
        Replay
      </button>
    </form>
  );
}

const outcomes: Readonly<Record<ReplayState['state'], string>> = {
  running: 'Sending',
  done: 'Sent',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

function ReplayProgress({ id, replay, mayCancel }: { id: string; replay: ReplayState; mayCancel: boolean }) {
  const { api, notices, preferences } = useConsole();
  const { times } = useStore(preferences.chosen);
  const { from, to, state, ratio, records, message } = replay;
  const cancel = (): void => {
    api.call('cancelReplay', { id }).catch((error: unknown) => notices.failed('It could not be cancelled', error));
  };
  return (
    <div className="replay">
      <ProgressBar ratio={ratio} label="Period that has been sent" />
      <p role="status">
        <strong>{outcomes[state]}</strong>: {absoluteText(from, times)} to {absoluteText(to, times)},{' '}
        {numberText(records)} records, {Math.floor(ratio * 100)} %{state === 'running' && <Pace replay={replay} />}
      </p>
      {message && <p>{message}</p>}
      {state === 'running' && mayCancel && (
        <button type="button" onClick={cancel}>
          Cancel the replay
        </button>
      )}
    </div>
  );
}

/** Less of it says nothing about the rest. */
const enoughRatio = 0.03;

function Pace({ replay: { startedAt, ratio, records } }: { replay: ReplayState }) {
  const elapsedMs = useNow((nowMs) => Math.max(1000, nowMs - Date.parse(startedAt)));
  const left = ratio < enoughRatio ? 'estimating…' : `about ${durationText((elapsedMs * (1 - ratio)) / ratio)} left`;
  return (
    <>
      , {rateText((records * 1000) / elapsedMs)}, {left}
    </>
  );
}
