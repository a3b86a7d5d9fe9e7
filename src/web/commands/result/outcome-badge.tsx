import type { CallSummary } from '../../../api/commands.ts';
import { outcomeLook, outcomeSign, outcomeWords } from './outcome-words.ts';

/** How a call came out: a sign, a word and a colour. */
export function OutcomeBadge({ call }: { call: Pick<CallSummary, 'outcome' | 'unknown'> }) {
  return (
    <span className={`badge ${outcomeLook(call)}`}>
      <span aria-hidden="true">{outcomeSign(call)}</span> {outcomeWords(call)}
    </span>
  );
}
