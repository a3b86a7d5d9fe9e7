import { memo, useDeferredValue, useState } from 'react';
import type { LiveRecord } from '../../api/operations.ts';
import { numberText } from '../connector/number-text.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { ProblemBox } from '../ui/problem-box.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { TabProps } from './connector-page.tsx';
import { holds, keptRecords } from './kept-records.ts';
import { useLiveRecords } from './use-live-records.ts';

type Side = 'mapped' | 'raw';

/** Records as they go by: sampled, masked, and still while somebody looks at one. */
export function RecordsTab({ connector: { id } }: TabProps) {
  const [paused, setPaused] = useState(false);
  const [looking, setLooking] = useState(false);
  const [filter, setFilter] = useState('');
  const [side, setSide] = useState<Side>('mapped');
  const { records, passed, problem } = useLiveRecords(id, paused || looking);
  const wanted = useDeferredValue(filter);
  const shown = records.filter((record) => holds(record, wanted));
  return (
    <>
      <div className="tool-bar">
        <label className="tool">
          <span>Only records that hold</span>
          <input
            type="search"
            maxLength={200}
            autoComplete="off"
            value={filter}
            onChange={({ target }) => setFilter(target.value)}
          />
        </label>
        <label className="tool">
          <span>Show</span>
          <select value={side} onChange={({ target }) => setSide(target.value === 'raw' ? 'raw' : 'mapped')}>
            <option value="mapped">Mapped, as delivered</option>
            <option value="raw">Raw, as the vendor sent it</option>
          </select>
        </label>
        <button type="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>
          {paused ? 'Go on' : 'Hold'}
        </button>
        <CopyButton what="shown records as JSON" text={() => JSON.stringify(shown, null, 2)} />
      </div>
      <p className="muted">
        {numberText(passed)} went by since the start; a sample of them, at most {keptRecords}, is shown, secrets masked.
        {(paused || looking) && ' Held: nothing moves.'}
      </p>
      {problem && <ProblemBox problem={problem} />}
      {!problem && shown.length === 0 && (
        <p>{wanted.trim() === '' ? 'Watching: records appear as they go by.' : 'No record holds this.'}</p>
      )}
      <ul
        className="records"
        onMouseEnter={() => setLooking(true)}
        onMouseLeave={() => setLooking(false)}
        onFocus={() => setLooking(true)}
        onBlur={({ currentTarget, relatedTarget }) => setLooking(currentTarget.contains(relatedTarget))}
      >
        {shown.map((record) => (
          <RecordItem key={record.sequence} record={record} side={side} />
        ))}
      </ul>
    </>
  );
}

const RecordItem = memo(function RecordItem({ record, side }: { record: LiveRecord; side: Side }) {
  const [open, setOpen] = useState(false);
  const { eventName, severity, at, uid } = record;
  return (
    <li>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <RelativeTime at={at} /> · {eventName} · {severity ?? 'no severity'} · <code>{uid}</code>
        </summary>
        {open && (
          <>
            <CopyButton what="record as JSON" text={() => JSON.stringify(record, null, 2)} />
            <pre tabIndex={0}>{JSON.stringify(record[side], null, 2)}</pre>
          </>
        )}
      </details>
    </li>
  );
});
