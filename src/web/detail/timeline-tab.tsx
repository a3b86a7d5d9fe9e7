import { useState } from 'react';
import type { TimelineEntry } from '../../api/operations.ts';
import { numberText } from '../connector/number-text.ts';
import { useConsole } from '../shell/use-console.ts';
import { ProblemBox } from '../ui/problem-box.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { TabProps } from './connector-page.tsx';
import { useAnswer } from './use-answer.ts';

const pageSize = 50;

const kinds: Readonly<Record<TimelineEntry['kind'], string>> = {
  status: 'Status',
  edit: 'Edit',
  operation: 'Operation',
  test: 'Test',
  notification: 'Notification',
};

/** What happened to a connector, who did it, and what no connector can close. */
export function TimelineTab({ connector }: TabProps) {
  return (
    <>
      <CoverageGaps id={connector.id} />
      {/* A change of status is an entry: then it is asked for anew. */}
      <Entries id={connector.id} status={connector.status} />
    </>
  );
}

function Entries({ id, status }: { id: string; status: string }) {
  const { api, notices } = useConsole();
  const [older, setOlder] = useState<readonly TimelineEntry[]>([]);
  const [ended, setEnded] = useState(false);
  const { answer, problem } = useAnswer(
    `${id} ${status}`,
    (signal) => api.call('timeline', { id, query: { limit: pageSize }, signal }),
    5000,
  );
  if (!answer) return problem ? <ProblemBox problem={problem} /> : <p className="waiting">Loading…</p>;
  const oldest = answer.entries.at(-1)?.id ?? 0;
  const entries = [...answer.entries, ...older.filter((entry) => entry.id < oldest)];

  async function more(): Promise<void> {
    const after = entries.at(-1)?.id;
    if (after === undefined) return;
    try {
      const page = await api.call('timeline', { id, query: { after, limit: pageSize } });
      setOlder((before) => [...before, ...page.entries]);
      setEnded(page.entries.length < pageSize);
    } catch (error) {
      notices.failed('Older entries could not be fetched', error);
    }
  }

  if (entries.length === 0) return <p>Nothing has happened yet.</p>;
  return (
    <>
      <ol className="timeline">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {!ended && entries.length >= pageSize && (
        <button type="button" onClick={() => void more()}>
          Older entries
        </button>
      )}
    </>
  );
}

function Entry({ entry: { at, lastAt, count, kind, actor, text } }: { entry: TimelineEntry }) {
  return (
    <li>
      <span className="entry-kind">{kinds[kind]}</span>
      <span>
        {text}
        {count > 1 && <strong> ×{numberText(count)}</strong>}
        <br />
        <span className="muted small-text">
          {actor ?? 'by itself'} · <RelativeTime at={at} />
          {count > 1 && (
            <>
              {' '}
              to <RelativeTime at={lastAt} />
            </>
          )}
        </span>
      </span>
    </li>
  );
}

function CoverageGaps({ id }: { id: string }) {
  const { api } = useConsole();
  const { answer } = useAnswer(id, (signal) => api.call('gaps', { id, signal }));
  if (!answer || answer.restricted === 0) return null;
  return (
    <section className="card">
      <h2>Coverage gaps</h2>
      <p>
        <strong>{numberText(answer.restricted)}</strong> withheld. {answer.explanation}
      </p>
    </section>
  );
}
