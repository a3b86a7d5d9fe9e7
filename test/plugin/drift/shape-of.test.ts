import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { shapeOf } from '../../../src/plugin/drift/shape-of.ts';

test.for<[JsonValue, string | undefined]>([
  ['WS-0815.corp.example', 'aa-9999.aaaa.aaaaaaa'],
  ['Zoë 東京', 'aaa aa'],
  ['', ''],
  [-12.5, '-99.9'],
  [true, undefined],
  [false, undefined],
  [null, undefined],
  ['line\nbreak\u202e\u{1F680}', 'aaaa?aaaaa??'],
  [['ann', 7, ['deep'], 'fourth'], '[aaa, 9, …]'],
  [{ 'ann@corp': 'x1', flag: true, deep: {} }, '{aaa@aaaa: a9, aaaa: …, aaaa: …}'],
  ['x'.repeat(100), `${'a'.repeat(39)}…`],
])('%j looks like %j', ([value, expected]) => {
  expect(shapeOf(value)).toBe(expected);
});

test('a shape is short, and holds no letter or digit of the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const shape = shapeOf(value as JsonValue) ?? '';
      expect(shape.length).toBeLessThanOrEqual(40);
      expect(shape).toMatch(/^[a9?…\p{P}\p{S} ]*$/u);
    }),
  );
});
