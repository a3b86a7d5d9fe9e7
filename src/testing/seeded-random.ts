import type { Random } from '../contract/index.ts';

/** Repeatable randomness: the contract's, and the few draws a generator needs. */
export interface SeededRandom extends Random {
  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number;
  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T;
  /** True once in so many: `chance(0.1)` is true for one draw in ten. */
  chance(probability: number): boolean;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Makes a {@link SeededRandom}: the same seed gives the same draws. Not for secrets. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;

  // mulberry32: 32 bits of state are plenty for test data, and it is four lines.
  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  function integer(least: number, most: number): number {
    return least + Math.floor(fraction() * (most - least + 1));
  }

  function pick<T>(list: readonly T[]): T {
    const index = integer(0, list.length - 1);
    if (!(index in list)) throw new RangeError('cannot pick from an empty list');
    return list[index] as T;
  }

  return {
    fraction,
    integer,
    pick,
    chance: (probability) => fraction() < probability,
    token: (length) => Array.from({ length }, () => letters[integer(0, letters.length - 1)]).join(''),
  };
}
