import { expect, test } from 'vitest';
import { hostsOfDay } from '../../../src/testing/day/hosts-of-day.ts';

const endMs = Date.UTC(2026, 2, 2);

test.for([1, 2, 3])('a host is what its name says, whatever the seed: %d', (seed) => {
  const typeOf = (name: string) => [
    ...new Set(
      hostsOfDay(seed, endMs)
        .filter((host) => host['endpoint_name'] === name)
        .map((host) => JSON.stringify([host['endpoint_type'], host['os_type'], host['group_name']])),
    ),
  ];
  expect(typeOf('FRA-DC-01')).toEqual(['["AGENT_TYPE_SERVER","AGENT_OS_WINDOWS",["servers"]]']);
  expect(typeOf('OSA-LT-0417')).toEqual(['["AGENT_TYPE_WORKSTATION","AGENT_OS_WINDOWS",["clients"]]']);
});

test('one name is that of two hosts, of which one is lost', () => {
  const twins = hostsOfDay(1, endMs).filter((host) => host['endpoint_name'] === 'FRA-DC-01');
  expect(twins.map((host) => host['endpoint_status'])).toEqual(['CONNECTED', 'LOST']);
  expect(new Set(twins.map((host) => host['endpoint_id'])).size).toBe(2);
});
