import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { privacyOf } from './privacy-of.ts';

const first = { alert_id: '1', events: [{ user_name: 'ann', action: 'blocked' }] };
const second = { alert_id: '1', user_name: ['ann'], action: ['blocked'] };

const treated = (rules: string, item: JsonValue): JsonValue => privacyOf(rules).treat(item).item;

test.for(['mask: user_name', 'mask: events.user_name', 'mask: events[].user_name'])(
  '%s holds for both versions of an alert',
  (rules) => {
    expect(treated(rules, first)).toEqual({ alert_id: '1', events: [{ user_name: '***', action: 'blocked' }] });
    expect(treated(rules, second)).toEqual({ alert_id: '1', user_name: ['***'], action: ['blocked'] });
  },
);

test('a rule that is written for a place holds there', () => {
  const rules = 'mask: user_name; keep: events.user_name; drop: events.action; hash: action';
  expect(treated(rules, first)).toEqual({ alert_id: '1', events: [{ user_name: 'ann' }] });
  expect(treated(rules, second)).toMatchObject({ user_name: ['***'], action: [expect.stringMatching(/^hmac_/)] });
});

test('nothing is kept, and nothing dropped, beyond what was written', () => {
  expect(treated('keep: alert_id, user_name; drop: *', first)).toEqual({ alert_id: '1' });
  expect(treated('drop: events.*', first)).toEqual({ alert_id: '1', events: [{}] });
  expect(treated('drop: events.*', second)).toEqual(second);
});

test('the rule that is named is one that was written', () => {
  expect(privacyOf('drop: user_name').treat(first).dropped).toEqual(['events.user_name']);
});
