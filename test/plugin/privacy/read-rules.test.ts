import { describe, expect, test } from 'vitest';
import { readRules } from '../../../src/plugin/privacy/read-rules.ts';

const said = (given: unknown) =>
  readRules(given).problems.map(({ at, message }) => (at ? `${at}: ${message}` : message));

describe('rules', () => {
  const expected = [
    { path: 'notes', action: 'drop' },
    { path: 'users', action: 'hash' },
    { path: 'events.user_name', action: 'hash' },
    { path: 'custom_fields.*', action: 'mask' },
  ];

  test.for<[form: string, given: unknown]>([
    ['a line of text', 'drop: notes; hash: users, events[].user_name; mask: custom_fields.*'],
    ['lines of text', ' drop : notes\nhash:users,events[*].user_name ;\n\nmask: custom_fields.*;'],
    ['a map of lists', { drop: ['notes'], hash: ['users', 'events.user_name'], mask: ['custom_fields.*'] }],
    ['a map of texts', { drop: 'notes', hash: 'users, events.user_name, users', mask: 'custom_fields.*' }],
  ])('as %s are the same', ([, given]) => {
    expect(readRules(given)).toEqual({ rules: expected, problems: [] });
  });

  test('with names of any kind', () => {
    expect(readRules('mask: AUDIT_OWNER_EMAIL, __proto__, Ünïcode name.x-y').rules.map(({ path }) => path)).toEqual([
      'AUDIT_OWNER_EMAIL',
      '__proto__',
      'Ünïcode name.x-y',
    ]);
  });
});

describe('what is wrong is said', () => {
  const form = 'must be a map of actions and fields, or text such as "drop: notes; hash: users, hosts"';

  test.for<[given: unknown, expected: readonly string[]]>([
    ['', [form]],
    [{}, [form]],
    [['drop'], [form]],
    [17, [form]],
    [null, [form]],
    ['notes', ['"notes" is no action: it must be one of keep, hash, mask, drop']],
    ['masks: notes', ['"masks" is no action: did you mean mask?']],
    [{ dorp: ['notes'] }, ['"dorp" is no action: did you mean drop?']],
    ['drop:', ['drop needs fields, such as drop: users, events.user_name']],
    ['drop notes', ['needs a colon after drop, as in "drop: users, events.user_name"']],
    ['drop: notes, mask: hosts', ['holds two rules: ; parts them, as in "drop: users; mask: events.user_name"']],
    ['drop: notes mask: hosts', ['holds two rules: ; parts them, as in "drop: users; mask: events.user_name"']],
    ['drop: mask: b', ['drop needs fields, such as drop: users, events.user_name']],
    ['drop: a: b', ['drop needs fields, such as drop: users, events.user_name']],
    [{ mask: [1] }, ['mask: mask needs fields, such as mask: users, events.user_name']],
    [{ mask: [] }, ['mask: mask needs fields, such as mask: users, events.user_name']],
    [{ mask: null }, ['mask: mask needs fields, such as mask: users, events.user_name']],
    ['drop: a..b, user*', [no('"a..b"'), no('"user*"')]],
    [{ drop: 'users', hash: ['hosts', 'users[]'] }, ['hash: "users" has both drop and hash']],
  ])('of %o', ([given, expected]) => {
    expect(said(given)).toEqual(expected);
  });

  test.for([
    'Zk9'.repeat(42),
    'b1946ac92492d2347c6235b4d2611184',
    'c2VjcmV0LXRoYXQtaXM6bm90L2tub3du',
    'CANARY+9f/8e=7d%6c&5b?4a#39~28$17:06;95,84|73"62\\51',
  ])('but not what may be a key in the wrong place: %s', (key) => {
    const forms = [key, { [key]: key }, `${key}: notes`, `drop: notes.${key}..`, { drop: key, mask: key }, [key]];
    const parts = key.split(/[;:,]/).filter((part) => part.length > 8);
    for (const message of forms.flatMap(said)) for (const part of parts) expect(message).not.toContain(part);
  });

  test('of more rules than anybody writes', () => {
    const paths = Array.from({ length: 501 }, (_, index) => `field_${index}`);
    expect(said({ mask: paths })).toEqual(['must be at most 500 rules']);
    expect(said({ mask: paths.slice(1) })).toEqual([]);
  });
});

function no(path: string): string {
  return `${path} is no field: names are joined by dots, and * is any name`;
}
