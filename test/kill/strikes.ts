import type { Effect, Fault, FaultCall, SeededRandom } from '../../src/testing/index.ts';

/** What may go wrong with a request. */
export type Trouble<Call extends FaultCall> = readonly [name: string, fault: Fault<Call>];

/** How often each trouble has struck, by its name. */
export type Strikes = Map<string, number>;

export interface TroubledOptions<Call extends FaultCall> {
  readonly random: SeededRandom;
  readonly troubles: readonly Trouble<Call>[];
  /** Share of requests that something goes wrong with, 0 to 1. */
  readonly share: number;
  /** Every answer is as slow as this at most, milliseconds, in trouble or not. */
  readonly slowestMs: number;
  readonly strikes: Strikes;
}

/** A fault that draws, for every request, how slow its answer is and whether trouble strikes: one after the other. */
export function troubled<Call extends FaultCall>(options: TroubledOptions<Call>): Fault<Call> {
  const { random, troubles, share, slowestMs, strikes } = options;
  return () => {
    const runs = troubles.map(([name, fault]) => ({ name, run: fault() }));
    let struck = 0;
    return (call): Effect => {
      const slow = { kind: 'slow', ms: random.integer(1, slowestMs) } as const;
      const trouble = random.chance(share) ? runs[struck % runs.length] : undefined;
      const next = trouble?.run(call);
      if (trouble === undefined || next === undefined) return slow;
      struck += 1;
      strikes.set(trouble.name, (strikes.get(trouble.name) ?? 0) + 1);
      return { ...slow, next };
    };
  };
}
