import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What calls have brought is kept for so long, of so many calls, and so much of it in all; the newest stay. */
export const kept = { ms: 7 * 86_400_000, calls: 200, bytes: 2 ** 30 } as const;

/** Removes what is beyond that, the oldest first, and never what belongs to one of the calls that are `under` way. */
export async function forgetOld(directory: string, under: ReadonlySet<string>, nowMs: number): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  const found = await Promise.all(names.map(async (name) => ({ name, ...(await sizeOf(join(directory, name))) })));
  let [calls, bytes] = [0, 0];
  for (const each of found.toSorted((a, b) => b.newestMs - a.newestMs)) {
    calls += 1;
    bytes += each.bytes;
    const isOver = calls > kept.calls || bytes > kept.bytes || nowMs - each.newestMs > kept.ms;
    if (isOver && !under.has(each.name)) await rm(join(directory, each.name), { recursive: true, force: true });
  }
}

/** Of everything in it, without following links. */
async function sizeOf(path: string): Promise<{ readonly bytes: number; readonly newestMs: number }> {
  const own = await lstat(path).catch(() => undefined);
  const names = own?.isDirectory() === true ? await readdir(path, { recursive: true }).catch(() => []) : [];
  const parts = await Promise.all(names.map(async (name) => lstat(join(path, name)).catch(() => undefined)));
  const all = [own, ...parts].flatMap((stats) => stats ?? []);
  return {
    bytes: all.reduce((sum, { size }) => sum + size, 0),
    newestMs: Math.max(0, ...all.map(({ mtimeMs }) => mtimeMs)),
  };
}
