import { writeSync } from 'node:fs';
import { openSqliteStateStore } from '../../../src/host/state/sqlite-state-store.ts';
import { checkpoint, deadLetter } from './state-fixtures.ts';
import { stateTools } from './state-tools.ts';

/*
 * A process that commits one position after the other, a dead letter with each, until it is killed. A line each:
 * `standby`, `open`, the position that was acknowledged, or `failed` with the code.
 */
// Not by process.stdout, which may still hold lines when the process is killed.
const say = (word: string | number) => void writeSync(1, `${word}\n`);
const directory = process.argv[2] ?? '';
const options = { directory, tools: stateTools(), onStandby: () => say('standby') };
const store = await openSqliteStateStore(options, new AbortController().signal);
say('open');
for (;;) {
  try {
    const position = Number((await store.load('a'))?.checkpoint?.['position'] ?? 0) + 1;
    await store.commit('a', { checkpoint: checkpoint(position), deadLetters: [deadLetter(String(position))] });
    say(position);
  } catch (error) {
    say(`failed ${String((error as { code?: unknown }).code)}`);
  }
}
