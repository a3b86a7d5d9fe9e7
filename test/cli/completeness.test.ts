import { expect, test } from 'vitest';
import { auditItem } from '../plugin/cortex-items.ts';
import { type Workplace, workplace } from './workplace.ts';

const dayMs = 86_400_000;

/** A tenant with audit entries of some days ago, and one that it counts and never shows. */
async function audits(): Promise<Workplace> {
  const place = await workplace({ incidents: 0 });
  await place.configure({ connector: { source: 'xdr-audit' } });
  for (let number = 1; number <= 30; number += 1) {
    place.model.audits.put(auditItem(number, Date.now() - 5 * dayMs + number * 3_600_000));
  }
  const never = { visibleAtMs: Date.now() + 1000 * dayMs, countedAtMs: Date.now() - 1000 };
  place.model.audits.put(auditItem(99, Date.now() - 4 * dayMs), never);
  return place;
}

test('a run to its end counts what it has read; completeness shows what is certified and what differs, and asks nobody', async () => {
  const place = await audits();
  expect((await place.run('run', '--once')).code).toBe(0);
  expect(place.endpoint.received()).toHaveLength(30);
  await place.tenant.close();

  const { code, stdout } = await place.run('completeness', '--connector', 'soc');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^certified {6}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC to .* UTC {2}\d+ delivered$/m);
  expect(stdout).toMatch(/^differs .* (\d) delivered, (\d) reported$/m);
  const periods = JSON.parse((await place.run('completeness', '--json')).stdout) as readonly { state: string }[];
  expect(periods.filter(({ state }) => state === 'mismatch')).toHaveLength(1);
  const status = JSON.parse((await place.run('status', '--json')).stdout) as object;
  expect(JSON.stringify(status)).toContain('"mismatches":1');
});

test('where nothing was counted completeness says so', async () => {
  const place = await workplace();
  const { code, stdout, stderr } = await place.run('completeness');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toContain('Nothing of soc has been counted: its records change');
});
