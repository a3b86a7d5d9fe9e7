import { expect, test } from 'vitest';
import { alertEvidences } from '../../../src/plugin/sources/alert-evidences.ts';

test.for<[placed: boolean, what: string, names: readonly string[]]>([
  [true, 'as long as there are events', ['a', 'b']],
  [false, 'shorter', ['a']],
  [false, 'longer', ['a', 'b', 'c']],
])('a list of an alert tells of its events only as long as these: %s, %s', ([placed, , names]) => {
  const { evidences, fields } = alertEvidences({ alert_id: '1', events_length: 2, user_name: names });
  expect(fields.has('user_name')).toBe(placed);
  expect(JSON.stringify(evidences).includes('"a"')).toBe(placed);
});
