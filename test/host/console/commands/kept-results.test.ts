import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keptResults, type KeptResults } from '../../../../src/host/console/commands/kept-results.ts';
import { seededRandom, silentLogger } from '../../../../src/testing/index.ts';
import { temporaryDirectory } from '../../state/state-tools.ts';

const result = { whole: { raw_data: [1, 2] }, shown: { records: [], rawData: [1], cut: true } };
let place: ReturnType<typeof temporaryDirectory>;
let results: KeptResults;
beforeEach(() => {
  place = temporaryDirectory();
  results = open();
});
afterEach(() => place.remove());

function open(mostBytes?: number): KeptResults {
  const parts = {
    stateDirectory: () => place.path,
    random: seededRandom(3),
    now: () => Date.now(),
    logger: silentLogger(),
  };
  return keptResults({ ...parts, ...(mostBytes !== undefined && { mostBytes }) });
}

async function bring(call: string, name: string, content: string): Promise<void> {
  const writer = await results.output(call).create(name);
  await writer.write(Buffer.from(content));
  await writer.finish();
}

describe('what a call has brought', () => {
  test('is there again: the result, what is shown of it, and its files', async () => {
    await bring('Aa1', 'log.txt', 'a reading');
    await bring('Aa1', 'empty', '');
    await results.save('Aa1', result);
    expect(await results.shown('Aa1')).toEqual(result.shown);
    const whole = await results.whole('Aa1');
    expect(JSON.parse(whole ? await text(whole.content) : '')).toEqual(result.whole);
    for (const [name, content] of Object.entries({ 'log.txt': 'a reading', empty: '' })) {
      const file = await results.file('Aa1', name);
      expect(file).toMatchObject({ name, bytes: content.length });
      expect(file && (await text(file.content))).toBe(content);
      expect(await results.has('Aa1', name)).toBe(true);
    }
  });

  test('is together, files and results, no more than there is room for; the oldest makes room for the newest', async () => {
    results = open(100_000);
    const all = async () => (await readdir(join(place.path, 'calls'))).toSorted();
    for (const call of ['Aa1', 'Aa2', 'Aa3']) {
      results.begin(call);
      await bring(call, 'log.txt', 'x'.repeat(40_000));
      results.end(call);
    }
    expect(await all()).toEqual(['Aa2', 'Aa3']);
    const whole = { raw_data: 'x'.repeat(60_000) };
    results.begin('Bb1');
    await expect(results.save('Bb1', { ...result, whole })).rejects.toMatchObject({ kind: 'state', code: 'FILE-803' });
    expect(await results.whole('Bb1')).toBeUndefined();
  });

  test('that cannot be kept says why', async () => {
    await mkdir(place.path, { recursive: true });
    await writeFile(join(place.path, 'calls'), 'in the way');
    await expect(results.save('Aa1', result)).rejects.toMatchObject({ kind: 'state', code: 'DISK-702' });
  });

  test('is for this user alone', async () => {
    await results.save('Aa1', result);
    await bring('Aa1', 'log.txt', 'a reading');
    const modes = async (...path: string[]) => (await stat(join(place.path, 'calls', ...path))).mode & 0o777;
    expect(await Promise.all([modes(), modes('Aa1'), modes('Aa1', 'files')])).toEqual([0o700, 0o700, 0o700]);
    const files = [modes('Aa1', 'result.json'), modes('Aa1', 'shown.json'), modes('Aa1', 'files', 'log.txt')];
    expect(await Promise.all(files)).toEqual([0o600, 0o600, 0o600]);
  });

  test('of nobody is nothing', async () => {
    expect(await results.shown('Bb2')).toBeUndefined();
    expect(await results.whole('Bb2')).toBeUndefined();
    expect(await results.file('Bb2', 'log.txt')).toBeUndefined();
    expect(await results.has('Bb2', 'log.txt')).toBe(false);
  });

  test.for(['../Aa1', '..', 'a/b', '', 'a\0', 'A'.repeat(129)])('is not looked for under %j', async (name) => {
    await results.save('Aa1', result);
    await expect(results.whole(name)).rejects.toThrow('no id of a call');
    await expect(results.file('Aa1', name)).rejects.toThrow('cannot be the name of a file');
  });

  test('is not what a link leads to', async () => {
    await writeFile(join(place.path, '..', 'secret'), 'CANARY');
    const files = join(place.path, 'calls', 'Aa1', 'files');
    await mkdir(files, { recursive: true });
    await symlink(join(place.path, '..', 'secret'), join(files, 'log.txt'));
    await expect(results.file('Aa1', 'log.txt')).rejects.toThrow('ELOOP');
    expect(await results.has('Aa1', 'log.txt')).toBe(false);
    expect(await readFile(join(files, 'log.txt'), 'utf8')).toBe('CANARY');
  });
});
