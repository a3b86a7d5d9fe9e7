import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { hashValue } from '../../../src/plugin/revisions/hash-value.ts';

const json = fc.jsonValue() as fc.Arbitrary<JsonValue>;

test('the order of keys and lists is ignored, at any depth', () => {
  const one = { a: [1, 2, { b: ['x', 'y'], c: null }], d: 'e' };
  const other = { d: 'e', a: [{ c: null, b: ['y', 'x'] }, 2, 1] };
  expect(hashValue(other, 7)).toBe(hashValue(one, 7));
});

test.for<[JsonValue, JsonValue]>([
  ['', null],
  ['1', 1],
  ['true', true],
  ['null', null],
  [[], {}],
  [[], ''],
  [[1], 1],
  [[1, 1], [1]],
  [[1, 1, 2, 2], []],
  [
    [[1], [2]],
    [[1, 2], []],
  ],
  [{ a: 1 }, { b: 1 }],
  [
    { a: 1, b: 2 },
    { a: 2, b: 1 },
  ],
  [{ a: 'b' }, { b: 'a' }],
  [Infinity, Number.MAX_VALUE],
])('%j and %j are not the same', ([one, other]) => {
  expect(hashValue(one, 7)).not.toBe(hashValue(other, 7));
});

test('different values have different hashes, and another seed gives others', () => {
  const values = Array.from({ length: 20_000 }, (_, index) => `value ${index}`);
  expect(new Set(values.map((value) => hashValue(value, 7))).size).toBeGreaterThan(values.length - 5);
  expect(values.filter((value) => hashValue(value, 7) === hashValue(value, 8)).length).toBeLessThan(2);
});

test('any value has one, however deep it is', () => {
  let deep: JsonValue = 'bottom';
  for (let level = 0; level < 100_000; level += 1) deep = level % 2 === 0 ? [deep] : { deep };
  expect(hashValue(deep, 7)).toBeTypeOf('number');
  fc.assert(
    fc.property(json, (value) => {
      expect(hashValue(JSON.parse(JSON.stringify(value)) as JsonValue, 7)).toBe(hashValue(value, 7));
    }),
  );
});
