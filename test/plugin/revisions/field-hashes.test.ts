import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { compareFields } from '../../../src/plugin/revisions/field-hashes.ts';
import { sources } from '../../../src/plugin/sources/index.ts';

const { hashesOf, changed } = compareFields({ fields: ['status', 'hosts', 'time', 'score'], drifting: ['time'] });

const between = (before: JsonValue, after: JsonValue) =>
  changed(hashesOf(before, '7'), JSON.parse(JSON.stringify(hashesOf(after, '7'))) as ReturnType<typeof hashesOf>);

describe('what has changed between two states', () => {
  test.for<[what: string, before: JsonValue, after: JsonValue, changed: readonly string[]]>([
    ['nothing', { status: 'new', hosts: ['a', 'b'] }, { hosts: ['b', 'a'], status: 'new' }, []],
    [
      'fields, known or not, in order',
      { status: 'new', zeal: 1, score: 4 },
      { status: 'old', zeal: 2, score: 4 },
      ['status', 'zeal'],
    ],
    ['what drifts is left out', { status: 'new', time: 1 }, { status: 'new', time: 2 }, []],
    ['a field that came', { status: 'new' }, { status: 'new', score: 0, other: false }, ['other', 'score']],
    ['a field that went', { score: 1, other: 2 }, {}, ['other', 'score']],
    ['null is as good as nothing', { score: null, other: null }, {}, []],
    ['empty text is something', { status: '' }, { status: null }, ['status']],
    ['a key that objects have of themselves', {}, { constructor: 1, toString: 2 }, ['constructor', 'toString']],
    ['no object is one without fields', ['status'], { status: 'new' }, ['status']],
  ])('%s', ([, before, after, expected]) => {
    expect(between(before, after)).toEqual(expected);
  });

  test('fields named like the prototype are fields', () => {
    const item = JSON.parse('{"__proto__": {"polluted": true}}') as JsonValue;
    expect(between({}, item)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('however many fields upstream invents', () => {
  const many = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`invented_${index}`, index]));

  test('what is kept stays small', () => {
    const { known, others } = hashesOf({ ...many(10_000), ['x'.repeat(100_000)]: 1, status: 'new' }, '7');
    expect(JSON.stringify([known, others]).length).toBeLessThan(2000);
  });

  test('no field is said to have come or gone that may have been there', () => {
    expect(between(many(40), { ...many(41), a_first: 1 })).toEqual([]);
    expect(between(many(40), { ...many(40), status: 'new', invented_0: 'new' })).toEqual(['invented_0', 'status']);
  });
});

test('equal values of two items have different hashes, and none shows in what is kept', () => {
  const item = { status: 'resolved_true_positive', hosts: ['WS-0815'] };
  const [one, other] = [hashesOf(item, '7'), hashesOf(item, '8')];
  expect(one.known).not.toBe(other.known);
  expect(JSON.stringify(one)).not.toMatch(/resolved|0815/);
});

test.for(sources.filter(({ fields }) => fields).map(({ id, fields = [] }) => [id, fields] as const))(
  'no two fields of %s share the digits of their names',
  ([, fields]) => {
    const names = [...new Set(fields.map(({ name }) => name))];
    const item = Object.fromEntries(names.map((name) => [name, 1]));
    const { hashesOf: hashesOfAll, changed: changedOfAll } = compareFields({ fields: names, drifting: [] });
    expect(changedOfAll({ known: '', others: [] }, hashesOfAll(item, '7'))).toEqual(names.toSorted());
  },
);
