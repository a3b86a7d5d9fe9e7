import type { CallDetails } from '../../../api/commands.ts';
import { numberText } from '../../connector/number-text.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { durationText } from '../../ui/time-text.ts';
import { resultHref } from '../../api/download-href.ts';
import { rowsOf } from '../model/rows-of.ts';
import { FailureTable, UnknownOutcomes } from './failures.tsx';
import { FileTable } from './file-table.tsx';
import { KeyFields } from './key-fields.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import { RowTable } from './row-table.tsx';

interface CallResultViewProps {
  readonly connector: string;
  readonly title: string;
  readonly call: CallDetails;
}

/** What came of a call: the worst first, then what to go on with, then all of it. */
export function CallResultView({ connector, title, call }: CallResultViewProps) {
  const { failures, moreFailures, keyFields, files, error, durationMs } = call;
  const rows = rowsOf(call);
  return (
    <div className="call-result">
      <p className="row">
        <OutcomeBadge call={call} />
        {durationMs !== null && durationMs >= 1000 && <span className="muted">after {durationText(durationMs)}</span>}
      </p>
      {call.unrecorded && (
        <div className="banner failed" role="alert">
          <p>
            <strong>Nothing but this page says what came of it.</strong> It could be neither recorded nor delivered:
            save it before you leave, and have somebody look at the disk of the collector.
          </p>
        </div>
      )}
      <LostOutcome call={call} />
      <Stopped call={call} />
      <UnknownOutcomes call={call} />
      {error && (
        <div className="banner failed">
          <p>
            {error.code !== null && <code>{error.code}</code>} {error.message}
          </p>
        </div>
      )}
      <FailureTable title={title} failures={failures} />
      {moreFailures > 0 && <p className="muted">And {numberText(moreFailures)} more that failed.</p>}
      <KeyFields fields={keyFields} />
      <FileTable connector={connector} call={call.call} files={files} />
      {rows && <RowTable rows={rows} />}
      <RawData connector={connector} call={call} />
    </div>
  );
}

/** It came to a result all the same: what is known of it is said elsewhere. */
function Stopped({ call: { stoppedBy, outcome, access } }: { call: CallDetails }) {
  if (stoppedBy === null || outcome === 'Interrupted') return null;
  return (
    <div className="banner wait">
      <p>
        {stoppedBy} had it stopped. {access === 'write' && 'What had been sent by then was sent, and goes on.'}
      </p>
    </div>
  );
}

/** Whoever ran it was killed or left: of what changes something nobody knows whether it has. */
function LostOutcome({ call: { outcome, access, stoppedBy } }: { call: CallDetails }) {
  if (outcome !== 'lost' && outcome !== 'Interrupted') return null;
  const left = stoppedBy === null ? 'Whoever ran it left' : `${stoppedBy} had it stopped`;
  const what = outcome === 'lost' ? 'Whoever ran it ended before an answer was there.' : `${left} before it had ended.`;
  return (
    <div className="banner wait">
      <p>
        {what} {access === 'write' && 'It may have been done: look at what it was to change before you run it again.'}
      </p>
    </div>
  );
}

function RawData({ connector, call: { call, answer, resultKept } }: Pick<CallResultViewProps, 'connector' | 'call'>) {
  if (!answer) return <p className="muted">What the API answered is not kept of this call.</p>;
  const text = JSON.stringify(answer.rawData, null, 2);
  return (
    <>
      <details>
        <summary>As the API answered{answer.cut && ', the beginning'}</summary>
        <CopyButton what="answer as JSON" text={text} />
        <pre tabIndex={0}>{text}</pre>
      </details>
      <p className="row">
        {resultKept ? (
          <a className="button" href={resultHref({ id: connector, call })} download>
            Download the result as JSON
          </a>
        ) : (
          <span>The result could not be kept here; the log says why. What is shown is lost with this page.</span>
        )}
        {answer.cut && <span className="muted">It is longer than what is shown here.</span>}
      </p>
    </>
  );
}
