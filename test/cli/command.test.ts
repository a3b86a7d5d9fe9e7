import { describe, expect, test } from 'vitest';
import { fault } from '../../src/testing/index.ts';
import { workplace } from './workplace.ts';

const quota = ['command', 'get-xql-query-quota'] as const;

/** Name and outcome of the audit records that an endpoint was given. */
function audited(place: Awaited<ReturnType<typeof workplace>>) {
  return place.endpoint
    .received()
    .filter(({ eventName }) => eventName?.startsWith('cortex_otel.command.'))
    .map(({ eventName, attributes }) => [eventName, attributes['cortex_otel.command.outcome']]);
}

describe('a command that looks', () => {
  test('prints what it found, and is told of to the destination', async () => {
    const place = await workplace({ incidents: 0 });
    const { code, stdout, stderr } = await place.run(...quota);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Get XQL Query Quota: Successful\n {2}license_quota: \d/);
    expect(audited(place)).toEqual([
      ['cortex_otel.command.started', undefined],
      ['cortex_otel.command.finished', 'Successful'],
    ]);
  });

  test('--json prints the result', async () => {
    const place = await workplace({ incidents: 0 });
    const { stdout } = await place.run(...quota, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'get-xql-query-quota',
      returnData: 'Successful',
      failures: [],
      rawData: { reply: {} },
    });
  });

  test('says what failed, and what to do, and ends as that asks for', async () => {
    const place = await workplace({ incidents: 0 });
    place.tenant.faults.add(fault.status(403));
    const { code, stdout } = await place.run(...quota);
    expect(code).toBe(4);
    expect(stdout).toContain('Get XQL Query Quota: Failed');
    expect(stdout).toMatch(/Get XQL Query Quota failed\. Status code: 403\. Message: .*\n {4}-> /s);
    expect(audited(place)).toEqual([
      ['cortex_otel.command.started', undefined],
      ['cortex_otel.command.finished', 'Failed'],
    ]);
  });
});
