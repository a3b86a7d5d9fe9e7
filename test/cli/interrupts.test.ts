import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { listenForInterrupts } from '../../src/cli/interrupts.ts';

/** What a process is sent, one after the other, and whether it was then told to end at once: the code, or undefined. */
async function hardEnd(...signals: readonly NodeJS.Signals[]): Promise<number | undefined> {
  const process = new EventEmitter();
  const interrupts = listenForInterrupts(process as NodeJS.Process);
  interrupts.heedHangup();
  for (const signal of signals) process.emit(signal);
  expect(interrupts.signal.aborted).toBe(true);
  return Promise.race([interrupts.second, Promise.resolve(undefined)]);
}

test.for<[signals: readonly NodeJS.Signals[], code: number | undefined]>([
  [['SIGINT'], undefined],
  [['SIGINT', 'SIGINT'], 130],
  [['SIGINT', 'SIGTERM'], 143],
  [['SIGHUP', 'SIGHUP'], undefined],
  [['SIGINT', 'SIGHUP'], undefined],
  [['SIGHUP', 'SIGINT'], undefined],
  [['SIGHUP', 'SIGINT', 'SIGINT'], 130],
])(
  'after %j a process ends hard with %j: a terminal that is closed is nobody who interrupts twice',
  async ([signals, code]) => {
    expect(await hardEnd(...signals)).toBe(code);
  },
);
