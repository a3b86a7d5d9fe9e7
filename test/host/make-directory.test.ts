import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeDirectory } from '../../src/host/make-directory.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'made-'));
});
afterEach(async () => rm(root, { recursive: true, force: true }));

test('a directory is made with those above it, for its owner alone, and again nothing happens', async () => {
  const path = join(root, 'a', 'b');
  makeDirectory(path);
  makeDirectory(path);
  for (const each of [path, join(root, 'a')]) expect((await stat(each)).mode & 0o777).toBe(0o700);
});

test('a link to a directory is one', async () => {
  await mkdir(join(root, 'real'));
  await symlink(join(root, 'real'), join(root, 'link'));
  makeDirectory(join(root, 'link'));
  makeDirectory(join(root, 'link', 'below'));
  expect((await stat(join(root, 'real', 'below'))).isDirectory()).toBe(true);
});

test('a file in the way is none', async () => {
  await writeFile(join(root, 'file'), '');
  expect(() => makeDirectory(join(root, 'file'))).toThrow('EEXIST');
  expect(() => makeDirectory(join(root, 'file', 'below'))).toThrow('ENOTDIR');
});

test.runIf(process.platform === 'linux')(
  'where a file system takes no directory that is said, and not asked for ever',
  () => {
    expect(() => makeDirectory('/proc/nothing/below')).toThrow(/^(?:ENOENT|EACCES|EPERM|EROFS)/);
  },
);
