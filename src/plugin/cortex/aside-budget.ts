import type { Clock } from '../../contract/index.ts';
import { longestSleepMs, pausedError } from './paused-error.ts';
import { createQueue } from './queue.ts';
import type { RequestBudget } from './request-budget.ts';
import { scarcePaths } from './scarce-paths.ts';

/** What work aside has to know of the tenant's allowance. */
export interface Allowance {
  readonly origin: string;
  readonly clock: Clock;
  /** How long, milliseconds, until a slot is free that no poll waits for; throws as {@link RequestBudget.take}. */
  spareWaitMs(now: number): number;
  /** Takes that slot. */
  takeSlot(): void;
  readonly rate: () => number;
}

/** From one request aside to the next, whatever they ask for: the rest of the allowance is the polls'. */
const spacingMs = 1000;

/**
 * Budgets of requests that must not hold up polls, by path. They take slots that no poll waits for, one a second at
 * most, and what the tenant says of too many of them slows down that path alone.
 */
export function createAside(allowance: Allowance): (path: string) => RequestBudget {
  const { clock } = allowance;
  const beganMs = clock.elapsed();
  const byPath = new Map<string, RequestBudget>();
  const line = createQueue();
  let nextMs = Number.NEGATIVE_INFINITY;

  async function takeSpare(signal: AbortSignal): Promise<void> {
    await sleepUntil(clock, (now) => Math.max(nextMs - now, allowance.spareWaitMs(now)), signal);
    nextMs = clock.elapsed() + spacingMs;
    allowance.takeSlot();
  }

  return (path) => {
    const everyMs = scarcePaths.get(path) ?? 0;
    const take = (signal: AbortSignal) => line.inTurn(() => takeSpare(signal), signal);
    const budget = byPath.get(path) ?? pathBudget(allowance, { beganMs, everyMs, take });
    byPath.set(path, budget);
    return budget;
  };
}

interface PathMeans {
  readonly beganMs: number;
  /** From one request to the next. */
  readonly everyMs: number;
  /** Waits for a spare slot. */
  readonly take: (signal: AbortSignal) => Promise<void>;
}

/** The first request waits as well, from the beginning of the process: one before may just have made its last. */
function pathBudget({ origin, clock, rate }: Allowance, { beganMs, everyMs, take }: PathMeans): RequestBudget {
  const line = createQueue();
  let nextMs = beganMs + everyMs;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  function waitMs(now: number): number {
    if (pausedUntil - now > longestSleepMs) throw pausedError(origin, pausedUntil - now);
    return Math.max(pausedUntil, nextMs) - now;
  }

  async function takeInTurn(signal: AbortSignal): Promise<void> {
    await sleepUntil(clock, waitMs, signal);
    await take(signal);
    nextMs = clock.elapsed() + everyMs;
  }

  return {
    take: (signal) => line.inTurn(() => takeInTurn(signal), signal),
    throttled: (retryAfterMs) => {
      pausedUntil = Math.max(pausedUntil, clock.elapsed() + (retryAfterMs ?? Math.max(everyMs, spacingMs)));
    },
    rate,
  };
}

async function sleepUntil(clock: Clock, waitMs: (now: number) => number, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const ms = waitMs(clock.elapsed());
    if (ms <= 0) return;
    // Whole milliseconds, rounded up: timers may fire a fraction early.
    await clock.sleep(Math.ceil(ms), signal);
  }
}
