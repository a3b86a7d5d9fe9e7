import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { commandInput } from '../../../src/cli/command/command-input.ts';
import type { CommandContext } from '../../../src/cli/command-context.ts';

const contextOf = (stdin: PassThrough, signal = new AbortController().signal) =>
  ({ terminal: { stdin }, signal }) as unknown as CommandContext;

test('an input that nobody ends is waited for until it is interrupted', async () => {
  const interrupt = new AbortController();
  const reason = new DOMException('ended by SIGINT', 'AbortError');
  const reading = commandInput({ input: '-' }, contextOf(new PassThrough(), interrupt.signal));
  interrupt.abort(reason);
  await expect(reading).rejects.toBe(reason);
});

test('an input beyond all measure is refused, of a file as of standard input', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'input-'));
  const path = join(directory, 'input.json');
  await using file = await open(path, 'w');
  await file.truncate(10 * 1024 * 1024 + 1);
  const stdin = new PassThrough();
  stdin.end(Buffer.alloc(10 * 1024 * 1024 + 1));
  for (const input of [`@${path}`, '-']) {
    await expect(commandInput({ input }, contextOf(stdin))).rejects.toMatchObject({
      code: 'CMD-901',
      message: '--input is larger than 10 MiB',
    });
  }
  await rm(directory, { recursive: true });
});
