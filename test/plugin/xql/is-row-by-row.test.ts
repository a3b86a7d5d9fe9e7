import { expect, test } from 'vitest';
import { isRowByRow } from '../../../src/plugin/xql/is-row-by-row.ts';

test.each([
  'dataset = xdr_data',
  'dataset = xdr_data | filter event_type = ENUM.PROCESS | fields _time, agent_hostname | limit 5',
  'preset = network_story\n| filter action_remote_port in (80, 443) // comp, join\n| sort desc _time',
  'dataset = xdr_data | filter cmd contains "a | comp b"',
])('looks at each row by itself: %s', (query) => {
  expect(isRowByRow(query)).toBe(true);
});

test.each([
  'dataset = xdr_data | comp count() as n by agent_hostname | filter n < 5',
  'dataset = xdr_data | join (dataset = hosts) as h h.id = agent_id',
  'dataset = xdr_data | filter not (agent_id in (dataset = hosts | fields id))',
  'dataset = xdr_data | windowcomp count() by agent_id',
  'search "anything"',
  '',
])('may have rows in a part and none in the whole: %s', (query) => {
  expect(isRowByRow(query)).toBe(false);
});
