import type { Clock, CommandProgress } from '../../contract/index.ts';
import { plainText } from '../../shared/plain-text.ts';
import type { Terminal } from '../terminal.ts';

export interface CallProgress {
  readonly tell: (progress: CommandProgress) => void;
  /** Leaves nothing of it on a terminal. */
  readonly end: () => void;
}

const sayEveryMs = 10_000;
const drawEveryMs = 100;

/** One line that changes on a terminal, elsewhere a line at most every ten seconds; on standard error. */
export function createCallProgress(
  terminal: Pick<Terminal, 'errIsTerminal' | 'say' | 'tell' | 'columns'>,
  clock: Clock,
): CallProgress {
  let shownMs = -Infinity;
  const everyMs = terminal.errIsTerminal ? drawEveryMs : sayEveryMs;
  const erase = '\r\u001B[K';
  return {
    tell(progress) {
      if (clock.elapsed() - shownMs < everyMs) return;
      shownMs = clock.elapsed();
      const text = textOf(progress);
      if (!terminal.errIsTerminal) return terminal.say(text);
      terminal.tell(erase + text.slice(0, Math.max(20, terminal.columns() - 1)));
    },
    end() {
      if (terminal.errIsTerminal && shownMs !== -Infinity) terminal.tell(erase);
    },
  };
}

function textOf({ message, done, total }: CommandProgress): string {
  const share = done === undefined || total === undefined || total <= 0 ? '' : `${percent(done, total)} `;
  return `${share}${plainText(message)}`;
}

function percent(done: number, total: number): string {
  return `${Math.floor((Math.min(done, total) / total) * 100)}%`;
}
