import { randomBytes, randomInt } from 'node:crypto';
import type { Clock, Logger, Random, SharedTools } from '../contract/index.ts';
import { egress } from './egress.ts';

/** The real world, as a source sees it: this machine's clock, cryptographic randomness, and the one way out. */
export function systemTools(logger: Logger): SharedTools {
  return { clock: systemClock(), random: systemRandom(), logger, egress: (options) => egress(options) };
}

/** Longer delays overflow a timer's 32 bits and would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    async sleep(ms, signal) {
      const endMs = performance.now() + ms;
      for (;;) {
        signal.throwIfAborted();
        const leftMs = endMs - performance.now();
        if (leftMs <= 0) return;
        await abortable(Math.min(leftMs, longestTimerMs), signal);
      }
    },
  };
}

async function abortable(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    function abort(): void {
      clearTimeout(timer);
      reject(signal.reason);
    }
    signal.addEventListener('abort', abort, { once: true });
  });
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function systemRandom(): Random {
  return {
    fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
    token: (length) => Array.from({ length }, () => letters[randomInt(letters.length)]).join(''),
  };
}
