import { link, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { placeFile } from '../../../src/host/commands/place-file.ts';

let directory: string;
const at = (name: string) => join(directory, name);
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'place-'));
  await writeFile(at('a.partial'), 'whole', { mode: 0o600 });
});
afterEach(async () => rm(directory, { recursive: true, force: true }));

/** What `link` does on a file system that has none: which error it is differs. */
const noLinks = (code: string) => async () => {
  throw Object.assign(new Error(`${code}: link`), { code, syscall: 'link' });
};
const ways = [
  ['with hard links', link],
  ['on FAT', noLinks('EPERM')],
  ['on a share that has no links', noLinks('ENOTSUP')],
] as const;

describe.for(ways)('a whole file, %s,', ([, hardLink]) => {
  test('is under its name, and nowhere else', async () => {
    await placeFile(at('a.partial'), at('a'), hardLink);
    expect(await readdir(directory)).toEqual(['a']);
    expect(await readFile(at('a'), 'utf8')).toBe('whole');
  });

  test('replaces no file, no link and no directory', async () => {
    await writeFile(at('precious'), 'precious');
    await symlink(at('precious'), at('link'));
    await symlink(at('nowhere'), at('dangling'));
    for (const name of ['precious', 'link', 'dangling', '.']) {
      await expect(placeFile(at('a.partial'), at(name), hardLink)).rejects.toMatchObject({ code: 'EEXIST' });
    }
    expect((await readdir(directory)).toSorted()).toEqual(['a.partial', 'dangling', 'link', 'precious']);
    expect(await readFile(at('precious'), 'utf8')).toBe('precious');
  });
});

test('what cannot be placed leaves nothing under its name', async () => {
  await expect(placeFile(at('not there'), at('a'), noLinks('EPERM'))).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await readdir(directory)).toEqual(['a.partial']);
});
