import { expect, test } from 'vitest';
import { createCallProgress } from '../../../src/cli/command/call-progress.ts';
import { createVirtualClock, testStartMs } from '../../../src/testing/index.ts';

/** Where progress is shown: what was written there. */
function screen(errIsTerminal: boolean) {
  const shown: string[] = [];
  const write = (text: string): void => void shown.push(text);
  return { shown, terminal: { errIsTerminal, say: write, tell: write, columns: () => 40 } };
}

test('off a terminal it is a line at most every ten seconds', async () => {
  const clock = createVirtualClock(testStartMs);
  const { shown, terminal } = screen(false);
  const progress = createCallProgress(terminal, clock);
  for (let second = 0; second < 25; second += 1) {
    progress.tell({ message: `${second} s`, done: second, total: 25 });
    await clock.advance(1000);
  }
  progress.end();
  expect(shown).toEqual(['0% 0 s', '40% 10 s', '80% 20 s']);
});

test('on a terminal it is one line that changes, fits, and is gone at the end', async () => {
  const clock = createVirtualClock(testStartMs);
  const { shown, terminal } = screen(true);
  const progress = createCallProgress(terminal, clock);
  progress.tell({ message: `reading\u001B[2J ${'x'.repeat(100)}` });
  await clock.advance(200);
  progress.tell({ message: 'done' });
  progress.end();
  const erase = '\r\u001B[K';
  expect(shown).toEqual([`${erase}reading [2J ${'x'.repeat(27)}`, `${erase}done`, erase]);
});
