import { stat } from 'node:fs/promises';
import type { Clock } from '../../contract/index.ts';

const everyMs = 2000;

/**
 * Looks every two seconds whether a file has changed: a key that is rotated, a certificate that is renewed. `files` is
 * asked each time. Calls `changed` once for all that changed at a time. Resolves when the signal is aborted.
 */
export async function watchFiles(
  files: () => readonly string[],
  changed: () => void,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  let before = await fingerprints(files());
  while (!signal.aborted) {
    await clock.sleep(everyMs, signal).catch(() => undefined);
    if (signal.aborted) return;
    const now = await fingerprints(files());
    const known = before;
    before = now;
    if ([...now].some(([path, print]) => known.has(path) && known.get(path) !== print)) changed();
  }
}

async function fingerprints(files: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map(await Promise.all(files.map(async (path) => [path, await fingerprint(path)] as const)));
}

/** Follows links: secrets that are mounted into a container change by moving one. */
async function fingerprint(path: string): Promise<string> {
  try {
    const { mtimeMs, ctimeMs, size, ino, dev } = await stat(path);
    return [mtimeMs, ctimeMs, size, ino, dev].join();
  } catch {
    return 'missing';
  }
}
