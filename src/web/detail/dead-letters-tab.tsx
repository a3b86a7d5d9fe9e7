import { useState } from 'react';
import type { DeadLetters } from '../../api/operations.ts';
import { numberText } from '../connector/number-text.ts';
import { useMay } from '../session/use-may.ts';
import { useConsole } from '../shell/use-console.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ProblemBox } from '../ui/problem-box.tsx';
import type { TabProps } from './connector-page.tsx';
import { DeadLetterList } from './dead-letter-list.tsx';
import { useAnswer } from './use-answer.ts';

const pageSize = 50;

/** Records the destination refused for good: looked at, sent again, discarded. */
export function DeadLettersTab({ connector: { id, deadLetters } }: TabProps) {
  const { api } = useConsole();
  const [after, setAfter] = useState<number>();
  const query = { limit: pageSize, ...(after !== undefined && { after }) };
  const { answer, problem, reload } = useAnswer(`${id} ${after} ${deadLetters}`, (signal) =>
    api.call('deadLetters', { id, query, signal }),
  );
  if (!answer) return problem ? <ProblemBox problem={problem} /> : <p className="waiting">Loading…</p>;
  const last = answer.entries.at(-1)?.id;
  return (
    <>
      <p>
        {answer.total === 0
          ? 'Nothing has been set aside.'
          : `${numberText(answer.totalRecords)} records are set aside, in ${numberText(answer.total)} entries.`}
      </p>
      {answer.entries.length > 0 && (
        <Chosen key={answer.entries[0]?.id} id={id} entries={answer.entries} onDone={reload} />
      )}
      <div className="row">
        {after !== undefined && (
          <button type="button" onClick={() => setAfter(undefined)}>
            From the beginning
          </button>
        )}
        {answer.entries.length === pageSize && (
          <button type="button" onClick={() => setAfter(last)}>
            More entries
          </button>
        )}
      </div>
    </>
  );
}

interface ChosenProps {
  readonly id: string;
  readonly entries: DeadLetters['entries'];
  readonly onDone: () => void;
}

/** The entries, those that are chosen, and what is done with them. */
function Chosen({ id, entries, onDone }: ChosenProps) {
  const { api, notices } = useConsole();
  const mayDiscard = useMay('admin');
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const [open, setOpen] = useState<'send' | 'discard'>();
  const ids = entries.map((entry) => entry.id).filter((entry) => picked.has(entry));

  async function take(step: 'send' | 'discard'): Promise<void> {
    if (step === 'send') {
      const { done, refused } = await api.call('sendDeadLetters', { id, body: { ids } });
      notices.done(
        `Sent again: ${numberText(done)} entries${refused > 0 ? `; ${numberText(refused)} records were refused again` : ''}`,
      );
    } else {
      const { done } = await api.call('discardDeadLetters', { id, body: { ids, confirm: id } });
      notices.done(`Discarded: ${numberText(done)} entries`);
    }
    setPicked(new Set());
    onDone();
  }

  return (
    <>
      <div className="row letter-tools">
        <label className="choice">
          <input
            type="checkbox"
            checked={ids.length === entries.length}
            onChange={({ target }) => setPicked(new Set(target.checked ? entries.map((entry) => entry.id) : []))}
          />
          All shown
        </label>
        <button type="button" disabled={ids.length === 0} onClick={() => setOpen('send')}>
          Send again…
        </button>
        {mayDiscard && (
          <button type="button" className="danger" disabled={ids.length === 0} onClick={() => setOpen('discard')}>
            Discard…
          </button>
        )}
        <span className="muted">{numberText(ids.length)} chosen</span>
      </div>
      <DeadLetterList entries={entries} picked={picked} onPick={setPicked} />
      {open === 'send' && (
        <ConfirmDialog
          title="Send again?"
          action="Send again"
          onConfirm={() => take('send')}
          onClose={() => setOpen(undefined)}
        >
          <p>
            {numberText(ids.length)} entries are sent to the destination once more. What is accepted is no longer set
            aside.
          </p>
        </ConfirmDialog>
      )}
      {open === 'discard' && (
        <ConfirmDialog
          title="Discard for good?"
          action="Discard"
          danger
          typed={id}
          onConfirm={() => take('discard')}
          onClose={() => setOpen(undefined)}
        >
          <p>The records of {numberText(ids.length)} entries are deleted here. They were never delivered.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
