import type { HistoryProgress } from '../../contract/index.ts';
import type { StatusWord } from './status-word.ts';

interface Grounds {
  readonly error: { readonly message: string } | undefined;
  readonly history: HistoryProgress | undefined;
  readonly lagMs: number | undefined;
}

/** Why a connector has its word, in one sentence. */
export function statusReason(word: StatusWord, { error, history, lagMs }: Grounds): string {
  if (error) return error.message;
  switch (word) {
    case 'Pending':
      return 'Waiting for the first answer.';
    case 'Active':
      return 'Everything there was has been delivered.';
    case 'Active (catching up)':
      return history
        ? `Reading history: ${Math.floor(history.ratio * 100)} % done, the live tail goes on meanwhile.`
        : `Behind by ${Math.round((lagMs ?? 0) / 1000)} s.`;
    case 'Retrying':
      return 'No answer for longer than three poll intervals.';
    case 'Throttled':
    case 'Action required':
      return 'See the error.';
    case 'Paused':
      return 'Paused by an operator.';
    case 'Standby':
      return 'Another process holds the state directory; this one takes over when it ends.';
    case 'Inactive':
      return 'No host is running.';
  }
}
