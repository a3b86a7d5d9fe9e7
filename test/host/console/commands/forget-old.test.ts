import { mkdir, readdir, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetOld, kept } from '../../../../src/host/console/commands/forget-old.ts';
import { temporaryDirectory } from '../../state/state-tools.ts';

const nowMs = Date.UTC(2026, 0, 31);
let place: ReturnType<typeof temporaryDirectory>;
beforeEach(() => (place = temporaryDirectory()));
afterEach(() => place.remove());

/** What a call has left: one file of so many bytes, so long ago. */
async function leave(call: string, { agoMs = 0, bytes = 10 }: { agoMs?: number; bytes?: number } = {}): Promise<void> {
  const files = join(place.path, call, 'files');
  await mkdir(files, { recursive: true });
  const file = join(files, 'log.txt');
  await writeFile(file, '');
  // Takes no room on the disk.
  await truncate(file, bytes);
  const at = (nowMs - agoMs) / 1000;
  for (const path of [file, files, join(place.path, call)]) await utimes(path, at, at);
}

const forget = async (under: readonly string[] = [], mostBytes: number = kept.bytes) =>
  forgetOld({ directory: place.path, isUnderWay: (call) => under.includes(call), mostBytes, nowMs });

const left = async () => (await readdir(place.path)).toSorted();

describe('what calls have brought', () => {
  test('goes when it is too old', async () => {
    await leave('new', { agoMs: kept.ms });
    await leave('old', { agoMs: kept.ms + 1000 });
    await forget();
    expect(await left()).toEqual(['new']);
  });

  test('goes when it is too much, the oldest first', async () => {
    await leave('newest', { agoMs: 1000, bytes: kept.bytes / 2 });
    await leave('newer', { agoMs: 2000, bytes: kept.bytes / 4 });
    await leave('oldest', { agoMs: 3000, bytes: kept.bytes / 2 });
    await forget();
    expect(await left()).toEqual(['newer', 'newest']);
  });

  test('goes when there is newer of enough other calls', async () => {
    for (let call = 0; call < kept.calls + 2; call += 1) await leave(`call-${call}`, { agoMs: call * 1000 });
    await forget();
    const names = await left();
    expect(names).toHaveLength(kept.calls);
    expect(names).not.toContain(`call-${kept.calls}`);
  });

  test('stays as long as its call is under way, and takes nothing of what is for the others', async () => {
    await leave('long', { agoMs: kept.ms * 2, bytes: kept.bytes });
    await leave('ended', { bytes: 1000 });
    await forget(['long'], 50_000);
    expect(await left()).toEqual(['ended', 'long']);
    await forget(['long'], 500);
    expect(await left()).toEqual(['long']);
  });

  test('may be nothing yet', async () => {
    place.remove();
    await expect(forget()).resolves.toBeUndefined();
  });
});
