import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { directoryOutput } from '../../../src/host/commands/directory-output.ts';
import { fileOutput } from '../../../src/host/commands/file-output.ts';
import { seededRandom } from '../../../src/testing/index.ts';
import { mountLimitedDisk } from '../../end-to-end/limited-disk.ts';

let root: string;
let directory: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'output-'));
  directory = join(root, 'files');
});
afterEach(async () => rm(root, { recursive: true, force: true }));

const random = seededRandom(1);
const output = () => directoryOutput(directory, random);
const bytes = (text: string) => new TextEncoder().encode(text);
const there = async () => (await readdir(directory)).toSorted();

async function written(name: string, ...chunks: readonly string[]) {
  const file = await output().create(name);
  for (const chunk of chunks) await file.write(bytes(chunk));
  return file.finish();
}

describe('a file', () => {
  test('is under its name, for its owner alone, with size and SHA-256 told', async () => {
    const file = await written('a-1_2.zip', 'one ', 'two');
    const path = join(directory, 'a-1_2.zip');
    const sha256 = createHash('sha256').update('one two').digest('hex');
    expect(file).toEqual({ name: 'a-1_2.zip', path, bytes: 7, sha256 });
    expect(await readFile(path, 'utf8')).toBe('one two');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await there()).toEqual(['a-1_2.zip']);
  });

  test('is not under its name before it is whole', async () => {
    const file = await output().create('a.zip');
    await file.write(bytes('half'));
    expect(await there()).toEqual([expect.stringMatching(/^a\.zip\.\w+\.partial$/)]);
    await file.finish();
    expect(await there()).toEqual(['a.zip']);
  });

  test('that is given up leaves nothing behind', async () => {
    const file = await output().create('a.zip');
    await file.write(bytes('half'));
    await file.discard();
    expect(await there()).toEqual([]);
  });

  test('of which there is one already is refused before anything is fetched', async () => {
    await written('a.zip', 'first');
    await expect(output().create('a.zip')).rejects.toMatchObject({ kind: 'state', code: 'FILE-801' });
    expect(await readFile(join(directory, 'a.zip'), 'utf8')).toBe('first');
  });

  test('that another one was faster with replaces nothing and leaves nothing behind', async () => {
    const [late, early] = [await output().create('a.zip'), await output().create('a.zip')];
    await early.write(bytes('early'));
    await early.finish();
    await late.write(bytes('late'));
    await expect(late.finish()).rejects.toMatchObject({ code: 'FILE-801' });
    expect(await there()).toEqual(['a.zip']);
    expect(await readFile(join(directory, 'a.zip'), 'utf8')).toBe('early');
  });

  test('follows no link that lies under its name', async () => {
    await mkdir(directory);
    await writeFile(join(root, 'precious'), 'precious');
    await symlink(join(root, 'precious'), join(directory, 'a.zip'));
    await symlink(join(root, 'nowhere'), join(directory, 'b.zip'));
    for (const name of ['a.zip', 'b.zip']) {
      await expect(output().create(name)).rejects.toMatchObject({ code: 'FILE-801' });
    }
    const file = await output().create('c.zip');
    await symlink(join(root, 'nowhere'), join(directory, 'c.zip'));
    await expect(file.finish()).rejects.toMatchObject({ code: 'FILE-801' });
    expect(await readdir(root)).toEqual(expect.not.arrayContaining(['nowhere']));
    expect(await readFile(join(root, 'precious'), 'utf8')).toBe('precious');
  });

  test.for(['', '.', '..', '.hidden', '../a', 'a/b', 'a\\b', 'a\0b', 'ä', 'a b', 'x'.repeat(129)])(
    'cannot have the name %j',
    async (name) => {
      await expect(output().create(name)).rejects.toMatchObject({ kind: 'state', code: 'FILE-802' });
      await expect(readdir(directory)).rejects.toThrow('ENOENT');
    },
  );

  test('for which the disk has no room says so, and leaves nothing behind', async ({ skip }) => {
    await mkdir(directory, { mode: 0o700 });
    const disk = mountLimitedDisk(directory, 64);
    if (!disk) return skip('this user cannot have a disk');
    try {
      const file = await output().create('a.zip');
      const fill = async () => {
        for (let written = 0; written < 20; written += 1) await file.write(new Uint8Array(8192));
      };
      await expect(fill()).rejects.toMatchObject({ kind: 'state', code: 'DISK-702' });
      expect(await there()).toEqual([]);
    } finally {
      disk.remove();
    }
  });

  test('where none can be says which path', async () => {
    await writeFile(directory, 'no directory');
    await expect(output().create('a.zip')).rejects.toMatchObject({
      kind: 'state',
      code: 'DISK-702',
      message: expect.stringContaining(directory) as string,
    });
  });
});

describe('a directory that is a symbolic link', () => {
  test('is followed, once for all files, which are told where they are', async () => {
    const [first, second] = [join(root, 'first'), join(root, 'second')];
    await Promise.all([mkdir(first), mkdir(second)]);
    await symlink(first, directory);
    const linked = output();
    const a = await (await linked.create('a')).finish();
    await rm(directory);
    await symlink(second, directory);
    const b = await (await linked.create('b')).finish();
    expect([a.path, b.path]).toEqual([join(first, 'a'), join(first, 'b')]);
    expect(await readdir(second)).toEqual([]);
  });

  test('that leads nowhere is refused, and nothing is made where it points', async () => {
    await symlink(join(root, 'nowhere'), directory);
    await expect(output().create('a')).rejects.toMatchObject({ kind: 'state', code: 'DISK-702' });
    expect(await readdir(root)).toEqual(['files']);
  });
});

describe('one file under a path that was named', () => {
  test('has that path, and is not replaced', async () => {
    const path = join(root, 'rows.ndjson');
    const file = await fileOutput(path, random).create('results.ndjson');
    await file.write(bytes('{}\n'));
    expect(await file.finish()).toMatchObject({ name: 'rows.ndjson', path, bytes: 3 });
    await expect(fileOutput(path, random).create('other')).rejects.toMatchObject({ code: 'FILE-801' });
  });

  test('is not enough for two', async () => {
    const one = fileOutput(join(root, 'rows.ndjson'), random);
    await (await one.create('a')).finish();
    await expect(one.create('b')).rejects.toMatchObject({ code: 'FILE-802' });
  });
});
