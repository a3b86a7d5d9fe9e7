import type { TestResult } from '../../api/connector-form.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { ProblemBox } from '../ui/problem-box.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { TestRun, TestStage } from './use-test-run.ts';

/** A connection test, as far as it has come: its stages, then how it came out. */
export function TestReport({ run }: { run: TestRun }) {
  return (
    <div className="test-report" aria-live="polite" aria-busy={run.running}>
      <StageList stages={run.stages} />
      {run.running && <p className="muted">Testing…</p>}
      {run.problem && <ProblemBox problem={run.problem} />}
      {run.result && <TestBanner result={run.result} />}
    </div>
  );
}

/** How a test came out, and when. */
export function TestBanner({ result }: { result: TestResult }) {
  const failed = result.stages.find(({ status }) => status === 'failed');
  return (
    <div className={`banner ${result.status}`}>
      <p>
        <strong>{result.message}</strong> · <RelativeTime at={result.testedAt} exact />
      </p>
      {failed && (
        <>
          <p>
            {failed.code && <code>{failed.code}</code>} {failed.message}
          </p>
          {failed.remedy && <p>{failed.remedy}</p>}
          <CopyButton what="details" text={() => JSON.stringify(result, null, 2)} />
        </>
      )}
    </div>
  );
}

const words: Readonly<Record<TestStage['status'], string>> = {
  ok: '✓ ok',
  warning: '! warning',
  failed: '✕ failed',
  skipped: '– skipped',
};

export function StageList({ stages }: { stages: readonly TestStage[] }) {
  if (stages.length === 0) return null;
  const sources = new Set(stages.map(({ source }) => source));
  return (
    <ol className="stages">
      {stages.map(({ stage, status, ms, message, source }) => (
        <li key={`${source} ${stage}`} className={status}>
          <span className="stage-mark">{words[status]}</span>
          <span>
            <strong>{sources.size > 1 ? `${source}: ${stage}` : stage}</strong> {message}
          </span>
          {status !== 'skipped' && <span className="muted number">{Math.round(ms)} ms</span>}
        </li>
      ))}
    </ol>
  );
}
