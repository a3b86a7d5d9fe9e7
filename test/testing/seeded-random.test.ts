import { expect, test } from 'vitest';
import { seededRandom } from '../../src/testing/seeded-random.ts';

test('the same seed gives the same draws, another seed others', () => {
  const draws = (seed: number) => {
    const random = seededRandom(seed);
    return [random.fraction(), random.integer(1, 1000), random.token(20), random.pick(['a', 'b', 'c', 'd'])];
  };
  expect(draws(1)).toEqual(draws(1));
  expect(draws(1)).not.toEqual(draws(2));
});

test('fractions are spread over [0, 1), integers over both ends, tokens over letters and digits', () => {
  const random = seededRandom(3);
  const fractions = Array.from({ length: 2000 }, () => random.fraction());
  expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...fractions)).toBeLessThan(1);
  expect(fractions.filter((each) => each < 0.25).length / 2000).toBeCloseTo(0.25, 1);
  expect(new Set(Array.from({ length: 100 }, () => random.integer(4, 6)))).toEqual(new Set([4, 5, 6]));
  expect(random.token(64)).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(() => random.pick([])).toThrow(RangeError);
});
