import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { canonicalJson } from '../../../src/plugin/sources/canonical-json.ts';

const canonical = canonicalJson();

function shuffled(value: JsonValue, reverse: boolean): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const list = value.map((each) => shuffled(each, reverse));
    return reverse ? list.toReversed() : list.slice(1).concat(list.slice(0, 1));
  }
  const entries = Object.entries(value).map(([key, each]) => [key, shuffled(each, reverse)] as const);
  return Object.fromEntries(reverse ? entries.toReversed() : entries.slice(1).concat(entries.slice(0, 1)));
}

describe('canonical JSON', () => {
  test('does not depend on the order of keys and lists', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.boolean(), (value, reverse) => {
        const item = JSON.parse(JSON.stringify(value)) as JsonValue;
        expect(canonical(shuffled(item, reverse))).toBe(canonical(item));
      }),
    );
  });

  test('is JSON that holds what was given', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.oneof(fc.string({ unit: 'binary' }), fc.integer())),
        (item) => {
          const plain = JSON.parse(JSON.stringify(item)) as JsonValue;
          expect(JSON.parse(canonical(plain))).toEqual(plain);
        },
      ),
    );
  });

  test('tells different values apart', () => {
    const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);
    fc.assert(
      fc.property(json, json, (a, b) => {
        fc.pre(JSON.stringify(sorted(a)) !== JSON.stringify(sorted(b)));
        expect(canonical(a)).not.toBe(canonical(b));
      }),
    );
  });

  test.each([
    [{ b: [3, 1, 2], a: { d: null, c: true } }, '{"a":{"c":true,"d":null},"b":[1,2,3]}'],
    [{ a: '1' }, '{"a":"1"}'],
    [{ a: 1 }, '{"a":1}'],
    [{ 'quo"te': 'line\nbreak \ud800' }, '{"quo\\"te":"line\\nbreak \\ud800"}'],
    [[], '[]'],
    ['text', '"text"'],
    [null, 'null'],
  ])('writes %j', (value, text) => {
    expect(canonical(value as JsonValue)).toBe(text);
  });

  test('leaves out one key of the outermost object only', () => {
    const item = { creation_time: 1, id: 'x', inner: { creation_time: 2 } };
    expect(canonicalJson('creation_time')(item)).toBe('{"id":"x","inner":{"creation_time":2}}');
  });

  test('a different shape after many equal ones is sorted afresh', () => {
    const same = canonicalJson();
    const texts = [{ b: 1, a: 2 }, { b: 3, a: 4 }, { a: 5, b: 6 }, { b: 7, a: 8, c: 9 }, { b: 0 }].map((item) =>
      same(item),
    );
    expect(texts).toEqual(['{"a":2,"b":1}', '{"a":4,"b":3}', '{"a":5,"b":6}', '{"a":8,"b":7,"c":9}', '{"b":0}']);
  });

  test('takes nesting deeper than the stack, and still tells what lies at the bottom', () => {
    const nested = (bottom: string) => JSON.parse('[{"a":'.repeat(50_000) + bottom + '}]'.repeat(50_000)) as JsonValue;
    expect(canonical(nested('1'))).not.toBe(canonical(nested('2')));
  });
});

/** Canonical by another way: sorted by what JSON.stringify writes. */
function sorted(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  const entries = Object.entries(value).map(([key, each]) => [key, sorted(each)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
