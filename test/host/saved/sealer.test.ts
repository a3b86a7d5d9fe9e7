import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter, armor, generateHybridIdentity, generateX25519Identity } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSealer } from '../../../src/host/saved/sealer.ts';
import type { SavedConnector } from '../../../src/host/state/operator-store.ts';
import { savedConnector } from '../state/state-fixtures.ts';

let directory: string;
let keyFile: string;
let stateDirectory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sealer-'));
  keyFile = join(directory, 'cortex.key');
  stateDirectory = join(directory, 'state');
  mkdirSync(stateDirectory, { mode: 0o700 });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = async (path = keyFile, saved: readonly SavedConnector[] = []) =>
  openSealer({ keyFile: path, stateDirectory, saved });

const refused = (message: string) => ({
  kind: 'config',
  code: 'CFG-004',
  message: expect.stringContaining(message),
  remedy: expect.any(String),
});

const secret = 'k3y-∂-${env:NOT_FOLLOWED}';

describe('a sealed text', () => {
  test('comes back as it was, also in the next life, and is an age file', async () => {
    const sealed = await (await open()).seal(secret);
    expect(sealed).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----\n/);
    expect(await (await open()).unseal(sealed)).toBe(secret);
    const decrypter = new Decrypter();
    decrypter.addIdentity(/^AGE-SECRET-KEY-1.*$/m.exec(readFileSync(keyFile, 'utf8'))?.[0] ?? '');
    expect(await decrypter.decrypt(armor.decode(sealed), 'text')).toBe(secret);
  });

  test('is another each time', async () => {
    const sealer = await open();
    expect(await sealer.seal(secret)).not.toBe(await sealer.seal(secret));
  });

  test('opens with any key of the file; the first one seals', async () => {
    const before = await (await open()).seal(secret);
    const old = readFileSync(keyFile, 'utf8');
    writeFileSync(keyFile, `# a newer one\n${await generateX25519Identity()}\n\n${old}`);
    const both = await open();
    expect(await both.unseal(before)).toBe(secret);
    const after = await both.seal(secret);
    writeFileSync(keyFile, old);
    await expect((await open()).unseal(after)).rejects.toMatchObject(refused('another key'));
  });

  test('that is damaged, or no age file, is refused without being quoted', async () => {
    const sealer = await open();
    const sealed = await sealer.seal(secret);
    const middle = Math.floor(sealed.length / 2);
    const altered = sealed.slice(0, middle) + (sealed[middle] === 'A' ? 'B' : 'A') + sealed.slice(middle + 1);
    for (const text of [altered, 'not-an-age-file']) {
      const error: unknown = await sealer.unseal(text).catch((reason: unknown) => reason);
      expect(error).toMatchObject(refused('is damaged'));
      expect(String(error)).not.toContain('not-an-age-file');
    }
  });
});

describe('a key file', () => {
  test('is made where there is none: for this user only, and nothing else is left', async () => {
    const umask = process.umask(0);
    try {
      await open();
    } finally {
      process.umask(umask);
    }
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory).toSorted()).toEqual(['cortex.key', 'state']);
    expect(readdirSync(stateDirectory)).toEqual([]);
  });

  test('that is lost is not replaced while something is stored that was sealed with it', async () => {
    const referring = savedConnector('a', { secrets: {} });
    await expect(open(keyFile, [referring, savedConnector('b')])).rejects.toMatchObject(refused('does not exist'));
    const destination = { ...savedConnector('a').destination!, authorization: savedConnector('a').secrets['token']! };
    await expect(open(keyFile, [{ ...referring, destination }])).rejects.toMatchObject(refused('does not exist'));
    expect(existsSync(keyFile)).toBe(false);
    await open(keyFile, [referring]);
    expect(existsSync(keyFile)).toBe(true);
  });

  test.each([0o640, 0o604, 0o660, 0o610])('that others can use (mode %o) is refused', async (mode) => {
    await open();
    chmodSync(keyFile, mode);
    await expect(open()).rejects.toMatchObject({ ...refused('others'), remedy: expect.stringContaining('chmod 600') });
  });

  test.each(['state/cortex.key', 'state/deep/../cortex.key'])(
    'in the state directory (%s) is refused',
    async (path) => {
      mkdirSync(join(stateDirectory, 'deep'));
      await expect(open(join(directory, path))).rejects.toMatchObject(refused('lies in the state directory'));
      await open();
      linkSync(keyFile, join(stateDirectory, 'cortex.key'));
      await expect(open(join(directory, path))).rejects.toMatchObject(refused('lies in the state directory'));
    },
  );

  test('is not made through a link to the state directory', async () => {
    symlinkSync(stateDirectory, join(directory, 'elsewhere'));
    const within = join(directory, 'elsewhere', 'cortex.key');
    await expect(open(within)).rejects.toMatchObject(refused('lies in the state directory'));
    expect(readdirSync(stateDirectory)).toEqual([]);
  });

  test('may be a link to a file beside it, as in a mounted secret, and to nothing else', async () => {
    mkdirSync(join(directory, '..data'));
    await open(join(directory, '..data', 'cortex.key'));
    symlinkSync(join('..data', 'cortex.key'), keyFile);
    await open();
    const other = mkdtempSync(join(tmpdir(), 'sealer-other-'));
    await open(join(other, 'cortex.key'));
    rmSync(keyFile);
    symlinkSync(join(other, 'cortex.key'), keyFile);
    await expect(open()).rejects.toMatchObject(refused('leads out of its directory'));
    rmSync(other, { recursive: true });
    // Now it leads nowhere.
    await expect(open()).rejects.toMatchObject(refused('EEXIST'));
  });

  test.each([
    ['empty', async () => ''],
    ['of another kind', async () => 'a-password'],
    ['of another kind of key', async () => generateHybridIdentity()],
    ['half a key', async () => (await generateX25519Identity()).slice(0, 40)],
    ['a key and something else', async () => `${await generateX25519Identity()}\nAGE`],
    ['too large', async () => `${await generateX25519Identity()}\n${'#'.repeat(20_000)}`],
  ])('that is %s is refused without being quoted', async (_what, text) => {
    writeFileSync(keyFile, await text(), { mode: 0o600 });
    const error: unknown = await open().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: 'config', code: 'CFG-004', remedy: expect.any(String) });
    expect(String(error)).not.toMatch(/a-password|SECRET-KEY/);
  });

  test('that cannot be had or made says why', async () => {
    await expect(open(directory)).rejects.toMatchObject(refused('no regular file'));
    await expect(open(join(directory, 'none', 'cortex.key'))).rejects.toMatchObject(refused('ENOENT'));
    writeFileSync(join(directory, 'file'), '');
    await expect(open(join(directory, 'file', 'cortex.key'))).rejects.toMatchObject(refused('ENOTDIR'));
  });
});
