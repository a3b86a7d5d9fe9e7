import type { DeadLetters } from '../../api/operations.ts';
import { numberText } from '../connector/number-text.ts';
import { RelativeTime } from '../ui/relative-time.tsx';

export interface DeadLetterListProps {
  readonly entries: DeadLetters['entries'];
  readonly picked: ReadonlySet<number>;
  readonly onPick: (picked: ReadonlySet<number>) => void;
}

export function DeadLetterList({ entries, picked, onPick }: DeadLetterListProps) {
  function toggle(id: number, on: boolean): void {
    const next = new Set(picked);
    if (on) next.add(id);
    else next.delete(id);
    onPick(next);
  }
  return (
    <ul className="records letters">
      {entries.map(({ id, kind, reason, at, records, sample }) => (
        <li key={id} className="letter">
          <input
            type="checkbox"
            aria-label={`Choose entry ${id}`}
            checked={picked.has(id)}
            onChange={({ target }) => toggle(id, target.checked)}
          />
          <details>
            <summary>
              {reason} · {numberText(records)} {records === 1 ? 'record' : 'records'} · {words[kind]} ·{' '}
              <RelativeTime at={at} />
            </summary>
            <p className="muted">Its first record, secrets masked:</p>
            <pre tabIndex={0}>{JSON.stringify(sample, null, 2)}</pre>
          </details>
        </li>
      ))}
    </ul>
  );
}

const words: Readonly<Record<DeadLetters['entries'][number]['kind'], string>> = {
  refused: 'the request was refused',
  partial: 'refused among others',
};
