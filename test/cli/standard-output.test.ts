import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const cli = join(import.meta.dirname, '../../src/cli.ts');

async function printManifest(stdout: number | 'pipe') {
  const child = spawn(process.execPath, [cli, 'manifest'], { stdio: ['ignore', stdout, 'pipe'] });
  // Whoever reads has had enough before there is anything to read.
  child.stdout?.destroy();
  const [[code], stderr] = await Promise.all([once(child, 'close'), text(child.stderr!)]);
  return { code: code as unknown, stderr };
}

test.skipIf(!existsSync('/dev/full'))('data that no disk took is a failure, and said', async () => {
  const full = openSync('/dev/full', 'w');
  try {
    const { code, stderr } = await printManifest(full);
    expect(code).toBe(1);
    expect(stderr).toContain('standard output cannot be written (ENOSPC)');
  } finally {
    closeSync(full);
  }
});

test('a reader that has had enough is none', async () => {
  expect(await printManifest('pipe')).toEqual({ code: 0, stderr: '' });
});
