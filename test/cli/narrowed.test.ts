import { expect, test } from 'vitest';
import { numbersOf, workplace } from './workplace.ts';

test('a connector that is narrowed delivers what matches, and says how much it left out', async () => {
  const place = await workplace({ incidents: 0 });
  for (let number = 1; number <= 9; number += 1) {
    const timeMs = Date.now() - 600_000 + number * 1000;
    const severity = number % 3 === 0 ? 'high' : 'low';
    const times = { modification_time: timeMs, creation_time: timeMs };
    place.model.incidents.put({
      incident_id: String(number),
      ...times,
      severity,
      status: number > 3 ? 'new' : 'other',
    });
  }
  await place.configure({ connector: { incident_severity: ['high', 'critical'], incident_status: 'new' } });
  const run = await place.run('run', '--once');
  expect(run.code).toBe(0);
  expect(numbersOf(place.endpoint)).toEqual([6, 9]);
  const status = await place.run('status', '--json');
  const { connectors } = JSON.parse(status.stdout) as { connectors: { counters: Record<string, number> }[] };
  expect(connectors[0]?.counters).toMatchObject({ accepted: 2, filtered: 4 });
  const tap = await place.run('tap', '--connector', 'soc', '--json');
  expect(tap.stdout.split('\n').filter((line) => line !== '')).toHaveLength(2);
});

test('validate warns of a word that no document names, and says which is meant', async () => {
  const place = await workplace({ incidents: 0 });
  await place.configure({ connector: { incident_status: 'under_investigaton' } });
  const { code, stdout, stderr } = await place.run('validate');
  expect(code).toBe(0);
  expect(stdout + stderr).toContain('did you mean under_investigation?');
});
