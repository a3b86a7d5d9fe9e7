import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What calls have brought is kept for so long, of so many calls, and so much with what is under way; the newest stay. */
export const kept = { ms: 7 * 86_400_000, calls: 200, bytes: 2 ** 30 } as const;

export interface Forgetting {
  readonly directory: string;
  /** What such a call brings stays, and is not counted here. Asked when it is known what there is: one may just have begun. */
  readonly isUnderWay: (call: string) => boolean;
  /** The most that is kept of all others together. */
  readonly mostBytes: number;
  readonly nowMs: number;
}

/** Removes what is beyond that, the oldest first. */
export async function forgetOld({ directory, isUnderWay, mostBytes, nowMs }: Forgetting): Promise<void> {
  const names = (await readdir(directory).catch(() => [])).filter((name) => !isUnderWay(name));
  const found = await Promise.all(names.map(async (name) => ({ name, ...(await sizeOf(join(directory, name))) })));
  let [calls, bytes] = [0, 0];
  for (const each of found.toSorted((a, b) => b.newestMs - a.newestMs)) {
    calls += 1;
    bytes += each.bytes;
    const isOver = calls > kept.calls || bytes > mostBytes || nowMs - each.newestMs > kept.ms;
    if (isOver) await rm(join(directory, each.name), { recursive: true, force: true });
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
