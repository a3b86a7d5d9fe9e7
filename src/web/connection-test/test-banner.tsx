import { CopyButton } from '../ui/copy-button.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { stageWords } from './stage-words.ts';
import { failedStage, type TestRun } from './test-run.ts';

interface TestBannerProps {
  readonly run: TestRun;
  /** The title of a source. */
  readonly titleOf?: (source: string) => string;
  /** The test as text, without a secret. */
  readonly details: () => string;
}

/** How a test came out: that it went well, or where it failed, why, and what to do. */
export function TestBanner({ run, titleOf = (source) => source, details }: TestBannerProps) {
  const { result, state } = run;
  if (state === 'cancelled') return <p className="banner">The test was cancelled.</p>;
  if (result?.status === 'ok') {
    return (
      <p className="banner ok">
        <strong>Connection successful</strong> · <RelativeTime at={result.testedAt} exact />
      </p>
    );
  }
  return <FailedBanner run={run} titleOf={titleOf} details={details} />;
}

function FailedBanner({ run, titleOf, details }: Required<TestBannerProps>) {
  const { result, problem, sources } = run;
  const [failed] = sources.flatMap(({ source, stages }) => {
    const stage = failedStage(stages);
    return stage ? [{ source: sources.length > 1 ? ` (${titleOf(source)})` : '', ...stage }] : [];
  });
  const { code, remedy } = failed ?? problem ?? {};
  const cause = failed?.message ?? problem?.error ?? result?.message;
  return (
    <div className="banner failed">
      <p>
        <strong>Connection failed</strong>
        {failed && ` at ${stageWords(failed.stage)}${failed.source}`}
        {result && ' · '}
        {result && <RelativeTime at={result.testedAt} exact />}
      </p>
      <p>
        {code !== undefined && <code>{code}</code>} {cause}
      </p>
      {remedy !== undefined && (
        <p>
          <strong>What to do:</strong> {remedy}
        </p>
      )}
      <CopyButton text={details} what="details" />
    </div>
  );
}
