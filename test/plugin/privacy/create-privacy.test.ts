import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { createPrivacy } from '../../../src/plugin/privacy/create-privacy.ts';
import { privacyKey, privacyOf } from './privacy-of.ts';

const incident = {
  incident_id: '17',
  notes: 'call Ann',
  users: ['ACME\\ann', 'bob'],
  host_count: 2,
  starred: true,
  custom_fields: { owner: 'ann', region: 'eu' },
  events: [{ user_name: 'ann', action: 'blocked' }, { user_name: 'bob' }],
};

const treated = (rules: unknown, item: JsonValue = incident): JsonValue => privacyOf(rules).treat(item).item;

/** As anybody with the key makes it: printf %s ann | openssl dgst -sha256 -hmac KEY. */
const hashed = (text: string) => `hmac_${createHmac('sha256', privacyKey).update(text).digest('hex').slice(0, 32)}`;

describe('a rule', () => {
  test.for<[rules: string, expected: object]>([
    ['drop: notes', { notes: undefined }],
    ['mask: users, host_count, starred', { users: ['***', '***'], host_count: '***', starred: '***' }],
    ['hash: users', { users: [hashed('acme\\ann'), hashed('bob')] }],
    ['hash: host_count', { host_count: hashed('2') }],
    ['mask: custom_fields.owner', { custom_fields: { owner: '***', region: 'eu' } }],
    ['mask: custom_fields', { custom_fields: { owner: '***', region: '***' } }],
    ['drop: custom_fields', { custom_fields: undefined }],
    ['drop: events[].user_name', { events: [{ action: 'blocked' }, {}] }],
    ['mask: events.user_name', { events: [{ user_name: '***', action: 'blocked' }, { user_name: '***' }] }],
    ['drop: custom_fields; keep: custom_fields.region', { custom_fields: { region: 'eu' } }],
    ['mask: custom_fields.*; keep: custom_fields.region', { custom_fields: { owner: '***', region: 'eu' } }],
    ['drop: missing, users.missing.deeper, toString', { users: [] }],
  ])('%s', ([rules, expected]) => {
    const whole: Record<string, unknown> = { ...incident, ...expected };
    for (const [key, value] of Object.entries(whole)) if (value === undefined) delete whole[key];
    expect(treated(rules)).toEqual(whole);
  });

  test('of * covers every field that is not named, however deep', () => {
    expect(treated('keep: incident_id, events.action; drop: *')).toEqual({
      incident_id: '17',
      events: [{ action: 'blocked' }, {}],
    });
  });

  test('that names more exactly goes before one that does not, from the left', () => {
    const item = { a: { b: 'x', c: 'x' }, d: { b: 'x' } };
    expect(treated('mask: a.*; keep: *.b, a.c', item)).toEqual({ a: { b: '***', c: 'x' }, d: { b: 'x' } });
  });
});

describe('what a rule reaches into may not be an object', () => {
  test('then the strictest rule of anything in it goes for the whole', () => {
    const rules = 'mask: a.x; hash: a.y; drop: b.x.y; keep: c.x';
    const item = { a: '{"x": "secret"}', b: ['{"x": {}}', 7], c: 'text', d: null };
    expect(privacyOf(rules).treat(item)).toEqual({ item: { a: '***', b: [], c: 'text', d: null }, dropped: ['b.x.y'] });
  });

  test.for<[rules: string, item: JsonValue, expected: JsonValue]>([
    ['mask: notes', 'an item of text', '***'],
    ['drop: notes', 'an item of text', null],
    ['mask: notes', [{ notes: 'x' }, 'y'], [{ notes: '***' }, '***']],
    ['keep: notes; drop: *', [[{ notes: 'x', more: 'y' }]], [[{ notes: 'x' }]]],
  ])('nor may the item itself: %s', ([rules, item, expected]) => {
    expect(treated(rules, item)).toEqual(expected);
  });
});

describe('a hash', () => {
  const hashOf = (value: JsonValue, field = 'user'): JsonValue =>
    (treated(`hash: ${field}`, { [field]: value }) as Record<string, JsonValue>)[field] ?? null;

  test('is the same for what only looks different', () => {
    const forms = ['ACME\\Zoë', ' acme\\zoë', 'acme\\zoe\u0308', 'ACME\\ZOË\n'].map((form) => hashOf(form));
    expect(new Set(forms)).toEqual(new Set([hashed('acme\\zoë')]));
  });

  test('differs with the key', () => {
    const other = privacyOf('hash: users', 'another key of this test, 32 and more').treat(incident);
    expect(other.item).not.toEqual(treated('hash: users'));
  });

  test('of a host of an incident hashes name and agent id apart, as an alert gives them', () => {
    expect(hashOf(['WS-01:0123abc', 'ws-02', 'ws-03:null', 'ws-04:', ':x', 'fe80::1:0123abc'], 'hosts')).toEqual([
      `${hashed('ws-01')}:${hashed('0123abc')}`,
      hashed('ws-02'),
      `${hashed('ws-03')}:null`,
      `${hashed('ws-04')}:`,
      hashed(':x'),
      `${hashed('fe80::1')}:${hashed('0123abc')}`,
    ]);
  });

  test('of nothing is nothing', () => {
    expect(hashOf([null, '', 0, false])).toEqual([null, '', hashed('0'), hashed('false')]);
  });
});

describe('the uid that leaves', () => {
  const uid = 'a1'.repeat(32);

  test('with a key is no hash that anybody could make', () => {
    const leaving = privacyOf('mask: users').uid(uid);
    expect(leaving).toMatch(/^[0-9a-f]{64}$/);
    expect(leaving).not.toBe(uid);
    expect(privacyOf('drop: notes').uid(uid)).toBe(leaving);
  });

  test('without one stays as it is', () => {
    expect(createPrivacy({ rules: [{ path: 'users', action: 'mask' }], key: undefined }).uid(uid)).toBe(uid);
  });
});

test('the rules that dropped something are told, not what stood there', () => {
  const { dropped } = privacyOf('drop: notes, custom_fields.*, missing, events; keep: incident_id').treat(incident);
  expect(dropped).toEqual(['custom_fields.*', 'events', 'notes']);
});

test('keys that mean something to JavaScript are keys like any other', () => {
  const item = JSON.parse('{"__proto__": {"polluted": "x"}, "constructor": {"prototype": "y"}, "a": 1}') as JsonValue;
  const result = treated('mask: __proto__.polluted, constructor', item);
  expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":"***"},"constructor":{"prototype":"***"},"a":1}');
  expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test.for(['[', '{"a":'])('nesting of %s deeper than the stack is no trouble', (open) => {
  const close = open === '[' ? ']' : '}';
  const item = { a: JSON.parse(`${open.repeat(100_000)}"secret"${close.repeat(100_000)}`) as JsonValue };
  for (const rules of ['mask: a', 'hash: a', 'drop: *; keep: a.b.c', 'mask: a.a.a.a']) {
    let inmost: unknown = treated(rules, item);
    while (typeof inmost === 'object' && inmost !== null) inmost = Object.values(inmost)[0];
    expect([rules, inmost]).not.toContain('secret');
  }
});
