import type { CallOutcome, CallSummary } from '../../../api/commands.ts';

/** How an outcome is drawn: its colour and its sign say the same as its word. */
export type OutcomeLook = 'ok' | 'wait' | 'failed' | 'busy';

const looks: Readonly<Record<CallOutcome, OutcomeLook>> = {
  running: 'busy',
  Successful: 'ok',
  'Partially Successful': 'wait',
  Failed: 'failed',
  Refused: 'failed',
  Interrupted: 'wait',
  lost: 'wait',
};

const signs: Readonly<Record<OutcomeLook, string>> = { ok: '✓', wait: '!', failed: '✕', busy: '…' };

const words: Readonly<Partial<Record<CallOutcome, string>>> = { running: 'Running', lost: 'Outcome lost' };

export function outcomeLook({ outcome, unknown }: Pick<CallSummary, 'outcome' | 'unknown'>): OutcomeLook {
  return unknown ? 'wait' : looks[outcome];
}

export function outcomeSign(call: Pick<CallSummary, 'outcome' | 'unknown'>): string {
  return signs[outcomeLook(call)];
}

export function outcomeWords({ outcome, unknown }: Pick<CallSummary, 'outcome' | 'unknown'>): string {
  const word = words[outcome] ?? outcome;
  if (!unknown) return word;
  return outcome === 'Failed' ? 'May have been done' : `${word}, more may have been done`;
}
