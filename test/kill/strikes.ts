import type { Effect, Fault, FaultCall, SeededRandom } from '../../src/testing/index.ts';

/** What may go wrong with a request: a name, how often (0 to 1), and the fault. */
export type Trouble<Call extends FaultCall> = readonly [name: string, probability: number, fault: Fault<Call>];

/** How often each trouble has struck, by its name. */
export type Strikes = Map<string, number>;

export interface TroubledOptions<Call extends FaultCall> {
  readonly random: SeededRandom;
  readonly troubles: readonly Trouble<Call>[];
  /** Every answer is as slow as this at most, milliseconds, in trouble or not. */
  readonly slowestMs: number;
  readonly strikes: Strikes;
}

/** A fault that draws, for every request, how slow its answer is and whether one of the troubles strikes. */
export function troubled<Call extends FaultCall>(options: TroubledOptions<Call>): Fault<Call> {
  const { random, troubles, slowestMs, strikes } = options;
  return () => {
    const runs = troubles.map(([name, probability, fault]) => ({ name, probability, run: fault() }));
    return (call): Effect => {
      const slow = { kind: 'slow', ms: random.integer(1, slowestMs) } as const;
      const struck = runs.find(({ probability }) => random.chance(probability));
      const next = struck?.run(call);
      if (struck === undefined || next === undefined) return slow;
      strikes.set(struck.name, (strikes.get(struck.name) ?? 0) + 1);
      return { ...slow, next };
    };
  };
}
