import { expect, test } from 'vitest';
import { createShow } from '../../src/cli/demo/show.ts';

function drawnOn(columns: number) {
  const drawn: string[] = [];
  const show = createShow({
    outIsTerminal: true,
    draw: (text) => void drawn.push(text),
    out: () => undefined,
    columns: () => columns,
  });
  return { show, drawn };
}

test('a block that is drawn anew leaves nothing of the one before, however its lines were wrapped', () => {
  const { show, drawn } = drawnOn(10);
  show.block(`\u001b[32m${'a'.repeat(10)}\u001b[39m\n${'b'.repeat(11)}\n\nc`);
  show.block('d');
  expect(drawn[1]).toBe('\u001b[5A\u001b[Jd\n');
});
