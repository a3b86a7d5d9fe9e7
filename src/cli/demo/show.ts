import type { Terminal } from '../terminal.ts';

/** Lines that stay, above a block that is drawn anew. */
export interface Show {
  tell(text: string): void;
  /** Replaces the block on a terminal; elsewhere prints it beneath the one before, if it has changed. */
  block(text: string): void;
}

export function createShow({ outIsTerminal, draw, out }: Terminal): Show {
  let shown = '';

  function erased(): string {
    const lines = shown === '' ? 0 : shown.split('\n').length;
    return lines === 0 ? '' : `\u001b[${lines}A\u001b[J`;
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
