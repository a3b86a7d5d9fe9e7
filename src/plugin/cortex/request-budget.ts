import type { Clock } from '../../contract/index.ts';
import { createAside } from './aside-budget.ts';
import { longestSleepMs, pausedError } from './paused-error.ts';
import { createQueue } from './queue.ts';
import { createRequestRate } from './request-rate.ts';

/**
 * A tenant's allowance of requests. Cortex counts all requests of a tenant together, 10 a second, whatever key or
 * endpoint (Cortex XDR REST API, Get Started with APIs).
 */
export interface RequestBudget {
  /**
   * Waits for its turn, first come first served. Never lets more than the rate through in any second.
   * @throws ConnectorError `throttled` at once when the tenant asked for a pause longer than is worth sitting out.
   */
  take(signal: AbortSignal): Promise<void>;
  /** The tenant said it is too much, and perhaps how long to wait, in milliseconds: all its connectors slow down. */
  throttled(retryAfterMs: number | undefined): void;
  /** Requests per second at present. */
  rate(): number;
}

/** One connector's share in a budget. */
export interface BudgetShare extends RequestBudget {
  /** The same allowance for requests to a path that must not hold up polls: they go last. */
  readonly aside: (path: string) => RequestBudget;
  /** Gives the share back: its setting no longer holds the others down. To be called once. */
  leave(): void;
}

/** The budgets of one plugin instance, by tenant. */
export interface Budgets {
  /** Where connectors of one tenant differ in their setting, the lowest counts. The first one's clock is used. */
  budgetFor(origin: string, requestsPerSecond: number, clock: Clock): BudgetShare;
}

export function createBudgets(): Budgets {
  const byOrigin = new Map<string, SharedBudget>();
  return {
    budgetFor: (origin, requestsPerSecond, clock) => {
      const shared = byOrigin.get(origin) ?? createSharedBudget(origin, clock);
      byOrigin.set(origin, shared);
      return shared.join(requestsPerSecond);
    },
  };
}

interface SharedBudget {
  join(requestsPerSecond: number): BudgetShare;
}

/** How long requests aside step back when a poll waits, milliseconds. */
const stepBackMs = 1000;
const maxRequestsPerSecond = 1000;

function createSharedBudget(origin: string, clock: Clock): SharedBudget {
  const rate = createRequestRate();
  const settings: number[] = [];
  const queue = createQueue();
  const taken: number[] = [];
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let pollsWaiting = 0;

  /** How long until a slot is free, of which `spared` more stay free. */
  const slotWaitMs = (now: number, spared: 0 | 1): number => {
    if (pausedUntil - now > longestSleepMs) throw pausedError(origin, pausedUntil - now);
    const perSecond = rate.at(now);
    const [most, windowMs] = perSecond >= 1 ? [Math.floor(perSecond), 1000] : [1, 1000 / perSecond];
    const earlier = taken.at(-Math.max(1, most - spared));
    return Math.max(pausedUntil - now, earlier === undefined ? 0 : Math.max(0, earlier + windowMs - now));
  };

  const takeSlot = (): void => {
    taken.push(clock.elapsed());
    if (taken.length > 2 * maxRequestsPerSecond) taken.splice(0, maxRequestsPerSecond);
  };

  const waitForSlot = async (signal: AbortSignal): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      const waitMs = slotWaitMs(clock.elapsed(), 0);
      if (waitMs <= 0) break;
      // Whole milliseconds, rounded up: timers may fire a fraction early.
      await clock.sleep(Math.ceil(waitMs), signal);
    }
    takeSlot();
  };

  const take = async (signal: AbortSignal): Promise<void> => {
    pollsWaiting += 1;
    try {
      await queue.inTurn(() => waitForSlot(signal), signal);
    } finally {
      pollsWaiting -= 1;
    }
  };

  const budget: RequestBudget = {
    take,
    throttled: (retryAfterMs) => {
      const now = clock.elapsed();
      rate.complain(now);
      pausedUntil = Math.max(pausedUntil, now + (retryAfterMs ?? 0));
    },
    rate: () => rate.at(clock.elapsed()),
  };

  const aside = createAside({
    origin,
    clock,
    spareWaitMs: (now) => Math.max(slotWaitMs(now, 1), pollsWaiting > 0 ? stepBackMs : 0),
    takeSlot,
    rate: () => budget.rate(),
  });

  const applySettings = () => {
    if (settings.length > 0) rate.limit(Math.min(...settings));
  };

  return {
    join: (requestsPerSecond) => {
      settings.push(requestsPerSecond);
      applySettings();
      const leave = () => {
        settings.splice(settings.indexOf(requestsPerSecond), 1);
        applySettings();
      };
      return { ...budget, aside, leave };
    },
  };
}
