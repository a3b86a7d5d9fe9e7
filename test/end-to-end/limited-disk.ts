import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** A directory on a disk of its own, which can be filled to the last byte, and is kept full until it is freed. */
export interface LimitedDisk {
  fill(): void;
  free(): void;
  remove(): void;
}

/** Undefined where this user may not mount one. */
export function mountLimitedDisk(path: string, kibibytes: number): LimitedDisk | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k,mode=0700`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  const ballast = join(path, 'ballast');
  let filling: NodeJS.Timeout | undefined;
  const free = () => {
    clearInterval(filling);
    rmSync(ballast, { force: true });
  };
  return {
    fill() {
      const topUp = () => {
        const { bavail, bsize } = statfsSync(path);
        try {
          appendFileSync(ballast, Buffer.alloc(bavail * bsize));
        } catch {
          // Somebody else took the last bytes: full it is.
        }
      };
      topUp();
      // SQLite gives some room back when it folds its log: somebody else is always there first.
      filling = setInterval(topUp, 5);
    },
    free,
    remove() {
      free();
      if (existsSync(path)) execFileSync('umount', ['--lazy', path]);
    },
  };
}

/** As a disk that is full for one process: none of its files may grow any more. Undefined where there is no `prlimit`. */
export function limitFileSizes(pid: () => number): LimitedDisk | undefined {
  const limit = (size: string) => void execFileSync('prlimit', [`--pid=${pid()}`, `--fsize=${size}:`]);
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  return { fill: () => limit('0'), free: () => limit('unlimited'), remove: () => undefined };
}
