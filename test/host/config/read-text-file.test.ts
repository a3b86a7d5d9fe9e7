import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readTextFile } from '../../../src/host/config/read-text-file.ts';
import { temporaryDirectory } from '../state/state-tools.ts';

const removals = new Set<() => void>();
afterEach(() => {
  for (const remove of removals) remove();
  removals.clear();
});

function place(name: string): string {
  const { path, remove } = temporaryDirectory();
  removals.add(remove);
  mkdirSync(path, { recursive: true });
  return join(path, name);
}

function pipe(): string {
  const path = place('pipe');
  execFileSync('mkfifo', [path]);
  return path;
}

test('pipes that nobody writes to hold nothing up, and are given up', async () => {
  const paths = Array.from({ length: 8 }, pipe);
  const begunMs = performance.now();
  const given = Promise.all(paths.map(async (path) => readTextFile(path)));
  const path = place('file');
  // There are four threads for files.
  await writeFile(path, 'text');
  expect(await readTextFile(path)).toMatchObject({ ok: true, text: 'text' });
  expect(performance.now() - begunMs).toBeLessThan(2000);
  for (const each of await given) expect(each).toEqual({ ok: false, message: 'has no end' });
}, 20_000);

test('a pipe is read to its end, whoever comes first', async () => {
  const path = pipe();
  const reading = readTextFile(path);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await appendFile(path, 'a secret\n');
  expect(await reading).toMatchObject({ ok: true, text: 'a secret\n' });
  const writing = appendFile(path, 'x'.repeat(200_000));
  expect(await readTextFile(path)).toMatchObject({ ok: true, text: 'x'.repeat(200_000) });
  await writing;
});

test('what never ends is larger than anything configured', async () => {
  expect(await readTextFile('/dev/zero')).toEqual({ ok: false, message: 'is larger than 1 MiB' });
});
