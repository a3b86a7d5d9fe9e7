import type { SeededRandom } from '../../src/testing/index.ts';
import type { WireEvent } from './wire.ts';

/** When a life ends, counted from its first request to the tenant. Whatever it waits for, it ends at {@link latestMs}. */
export interface KillPlan {
  readonly fromMs: number;
  /** `time`: at `fromMs`. `export` and `answer`: at the first request to the endpoint, or acceptance of it, after it. */
  readonly aim: 'time' | 'export' | 'answer';
  /** How long after what it was aimed at. */
  readonly afterMs: number;
}

/* Timers fire a little early, and late where the machine is busy: 50 to 1,500 ms is what has to hold. */
const earliestMs = 60;
export const latestMs = 1250;

export function killPlan(random: SeededRandom): KillPlan {
  // Short lives are more frequent: they are more lives.
  const fromMs = earliestMs + Math.floor(random.fraction() ** 2 * (1150 - earliestMs));
  const aim = random.pick(['time', 'time', 'export', 'answer', 'answer'] as const);
  return { fromMs, aim, afterMs: aim === 'time' ? 0 : random.integer(0, 6) };
}

/** Whether an event is what the plan waits for. */
export function isAim({ aim }: KillPlan, { what, exchange }: WireEvent): boolean {
  if (exchange.peer !== 'endpoint') return false;
  return aim === 'export' ? what === 'request' : aim === 'answer' && what === 'answer' && exchange.status === 200;
}
