import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonShape } from '../../../src/plugin/cortex/json-shape.ts';
import { parseJson } from '../../../src/plugin/cortex/parse-json.ts';

describe('parsing an answer', () => {
  test('gives what JSON says', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/\d{16}/.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([
    ['{"id":9007199254740993}', { id: '9007199254740993' }],
    ['{"id": \n -9007199254740993}', { id: '-9007199254740993' }],
    ['[9007199254740992, 9007199254740991]', ['9007199254740992', 9_007_199_254_740_991]],
    ['18446744073709551615', '18446744073709551615'],
    ['{"x":1e999,"y":-1E+400}', { x: '1e999', y: '-1E+400' }],
    ['{"x":12345678901234567.5}', { x: Number('12345678901234567.5') }],
    ['{"time":1700000000000,"ratio":0.5,"small":1e5}', { time: 1_700_000_000_000, ratio: 0.5, small: 1e5 }],
    ['["9007199254740993"]', ['9007199254740993']],
  ])('keeps every digit of %s', (text, expected) => {
    expect(parseJson(text)).toEqual(expected);
  });

  test('an integer of any size comes through exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), (integer) => {
        const [parsed] = parseJson(`[${integer}]`) as [number | string];
        expect(BigInt(parsed)).toBe(integer);
        expect(typeof parsed).toBe(
          BigInt(Number.MIN_SAFE_INTEGER) <= integer && integer <= BigInt(Number.MAX_SAFE_INTEGER)
            ? 'number'
            : 'string',
        );
      }),
    );
  });

  test.each(['{"__proto__":{"polluted":true}}', '{"__proto__":{"polluted":true},"id":9007199254740993}'])(
    'takes __proto__ for a key like any other: %s',
    (text) => {
      const parsed = parseJson(text) as Record<string, unknown>;
      expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
      expect(parsed['polluted']).toBeUndefined();
      expect(Object.keys(parsed)).toContain('__proto__');
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );

  test('tolerates a byte order mark', () => {
    expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 });
  });

  test('a truncated answer is refused, wherever it was cut, without being quoted', () => {
    const text = JSON.stringify({ reply: { incidents: [{ id: 'secret-text', list: [1, { a: null }] }] } });
    for (let length = 0; length < text.length; length++) {
      expect(() => parseJson(text.slice(0, length))).toThrow(
        expect.objectContaining({ kind: 'protocol', code: 'API-BODY' }),
      );
      expect(() => parseJson(text.slice(0, length))).not.toThrow('secret');
    }
  });

  test('nesting that whoever walks it could not survive is refused', () => {
    expect(parseJson(`${'['.repeat(200)}${']'.repeat(200)}`)).toBeInstanceOf(Array);
    for (const depth of [201, 10_000, 1_000_000]) {
      expect(() => parseJson(`${'['.repeat(depth)}${']'.repeat(depth)}`)).toThrow(
        expect.objectContaining({ kind: 'protocol', code: 'API-BODY' }),
      );
    }
    expect(parseJson('[["]]]][[[[[[", "\\"[[[[\\\\"]]')).toEqual([[']]]][[[[[[', '"[[[[\\']]);
  });

  test('more values than memory has room for are refused as too large', () => {
    const text = `[${'{},'.repeat(600_000)}{}]`;
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ kind: 'protocol', code: 'API-SIZE' }));
  });

  // With the square of its length it would take hours.
  test('a hostile text takes no longer than its length', () => {
    const hostile = [
      `[${' '.repeat(5e6)}1`,
      `"${'\\'.repeat(5e6)}`,
      `"${'\\"'.repeat(2e6)}"`,
      ','.repeat(2e5),
      `[${'1e'.repeat(2e6)}`,
    ];
    for (const text of hostile) {
      expect(() => (parseJson(text), parseJson(`${text}x`))).toThrow('JSON');
    }
  });
});

test('the shape of a JSON text is that of its value', () => {
  const depth = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
  const values = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? 1 + Object.values(value).reduce<number>((sum, each) => sum + values(each), 0)
      : 1;
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const shape = jsonShape(JSON.stringify(value));
      expect(shape.depth).toBe(depth(value));
      expect(shape.values).toBeGreaterThanOrEqual(values(value));
      expect(shape.values).toBeLessThanOrEqual(2 * values(value));
    }),
  );
});

test.each([
  ['{"time":1700000000000,"ok":true,"no":false,"list":[999999999999999]}', false],
  ['{"ratio":0.12345678901234567}', false],
  ['{"hash":"3e123 1234567890123456","3e999":1}', false],
  ['1234567890123456', true],
  ['[1,-1234567890123456]', true],
  ['{"x":1e999}', true],
  ['{"x":1.5E+400}', true],
])('numbers that a double may not hold are looked for in numbers only: %s', (text, found) => {
  expect(jsonShape(text).largeNumbers).toBe(found);
});
