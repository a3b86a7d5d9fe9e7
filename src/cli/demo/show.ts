import { stripVTControlCharacters } from 'node:util';
import type { Terminal } from '../terminal.ts';

/** Lines that stay, above a block that is drawn anew. */
export interface Show {
  tell(text: string): void;
  /** Replaces the block on a terminal; elsewhere prints it beneath the one before, if it has changed. */
  block(text: string): void;
}

export function createShow({
  outIsTerminal,
  draw,
  out,
  columns,
}: Pick<Terminal, 'outIsTerminal' | 'draw' | 'out' | 'columns'>): Show {
  let shown = '';

  function erased(): string {
    if (shown === '') return '';
    // A line that is too long for the terminal takes several rows of it.
    const rowsOf = (line: string) => Math.max(1, Math.ceil(stripVTControlCharacters(line).length / columns()));
    const rows = shown.split('\n').reduce((sum, line) => sum + rowsOf(line), 0);
    return `\u001b[${rows}A\u001b[J`;
  }

  return {
    tell(text) {
      if (!outIsTerminal) out(text);
      else draw(`${erased()}${text}\n${shown === '' ? '' : `${shown}\n`}`);
    },
    block(text) {
      if (text === shown) return;
      if (!outIsTerminal) out(`\n${text}\n`);
      else draw(`${erased()}${text}\n`);
      shown = text;
    },
  };
}
