import { expect, test } from 'vitest';
import { workplace } from './workplace.ts';

async function collected() {
  const place = await workplace();
  const modified = { modification_time: Date.now() - 5000, creation_time: Date.now() - 5000 };
  place.model.incidents.put({ incident_id: '7', ...modified, status: 'resolved_by_magic', invented: 'Ann 7' });
  place.model.incidents.put({
    incident_id: '8',
    ...modified,
    host_count: '3',
    invented: 'Bob',
    'evil\u001b[2J\u202e': 1,
  });
  await place.run('run', '--once');
  return place;
}

test('drift lists what differs from what is known, with a shape in place of values', async () => {
  const place = await collected();
  const { code, stdout } = await place.run('drift', '--connector', 'soc');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^new field {2}invented, such as aaa( 9)?\n {11}in 2 records, first seen \d{4}-.* UTC, last .*$/m,
  );
  expect(stdout).toContain('new type   host_count: text, such as 9');
  expect(stdout).toContain('new value  status: resolved_by_magic');
  expect(stdout).toContain('evil?[2J?');
  for (const text of ['Ann', 'Bob', '\u001b[2J', '\u202e']) expect(stdout).not.toContain(text);
});

test('drift --json gives the findings with their times and counts', async () => {
  const place = await collected();
  const { stdout } = await place.run('drift', '--connector', 'soc', '--json');
  const findings = JSON.parse(stdout) as readonly object[];
  expect(findings).toHaveLength(4);
  expect(findings).toContainEqual({
    kind: 'new-type',
    field: 'host_count',
    what: 'text',
    sample: '9',
    firstSeenMs: expect.closeTo(Date.now(), -5) as number,
    lastSeenMs: expect.closeTo(Date.now(), -5) as number,
    records: 1,
  });
});

test('drift asks nobody, also while a run goes on, and says so where there is none', async () => {
  const place = await workplace();
  expect(await place.run('drift')).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringContaining('nothing yet') as string,
  });
  const run = place.start('run');
  await run.logged('collected');
  await place.tenant.close();
  expect(await place.run('drift', '--json')).toMatchObject({ code: 0, stdout: '[]\n' });
  run.kill('SIGKILL');
});
