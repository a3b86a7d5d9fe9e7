import { describe, expect, test } from 'vitest';
import { fault, otlpFault } from '../../src/testing/index.ts';
import { numbersOf, workplace, type Workplace } from './workplace.ts';

interface Result {
  readonly status: string;
  readonly message: string;
  readonly testedAt: string;
  readonly stages: readonly { readonly stage: string; readonly status: string }[];
}

describe('test', () => {
  test('shows every stage, and ends with Connection successful and when', async () => {
    const place = await workplace();
    const { code, stdout } = await place.run('test');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}ok +authentication +\d+ ms {2}/m);
    expect(stdout).toMatch(/^ {2}ok +destination +\d+ ms {2}/m);
    expect(stdout.trimEnd()).toMatch(/\nConnection successful · just now \(20\d\d-.* UTC\)$/);
    expect(numbersOf(place.endpoint)).toEqual([]);
  });

  test.for<[what: string, stage: string, code: number, arrange: (place: Workplace) => unknown]>([
    ['a key that is refused', 'authentication', 4, ({ tenant }) => tenant.setKeys([])],
    ['a missing permission', 'permission', 4, ({ tenant }) => tenant.faults.add(fault.status(403))],
    ['a tenant that is not there', 'connect', 5, ({ tenant }) => tenant.close()],
    ['an endpoint that is not there', 'destination', 5, ({ endpoint }) => endpoint.close()],
    [
      'an endpoint that wants credentials',
      'destination',
      4,
      ({ endpoint }) => endpoint.faults.add(otlpFault.status(401)),
    ],
    ['an endpoint that is none', 'destination', 2, ({ endpoint }) => endpoint.faults.add(fault.html())],
  ])('names the stage that failed at %s (%s), and what to do: %i', async ([, stage, expected, arrange]) => {
    const place = await workplace();
    await arrange(place);
    const { code, stdout } = await place.run('test', '--connector', 'soc');
    expect(stdout).toMatch(new RegExp(`^Connection failed at ${stage} · just now`, 'm'));
    expect(stdout).toMatch(/^ {10}-> .+/m);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(code).toBe(expected);
  });

  test('names both ends when both fail', async () => {
    const place = await workplace();
    place.tenant.setKeys([]);
    await place.endpoint.close();
    const { stdout } = await place.run('test');
    expect(stdout).toMatch(/^Connection failed at authentication and destination · /m);
  });

  test('--json is a result per connector, with all stages', async () => {
    const place = await workplace();
    const { code, stdout } = await place.run('test', '--json');
    expect(code).toBe(0);
    const [result, ...others] = JSON.parse(stdout) as readonly Result[];
    expect(others).toEqual([]);
    expect(result).toMatchObject({ status: 'ok', message: 'Connection successful' });
    expect(result?.stages.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['configuration', 'authentication', 'mapping', 'destination']),
    );
    expect(Date.parse(result?.testedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });
});

describe('tap', () => {
  test('prints the newest records as they would be delivered, a line each, and delivers none', async () => {
    const place = await workplace({ incidents: 5 });
    const { code, stdout } = await place.run('tap', '--connector', 'soc', '--limit', '2');
    expect(code).toBe(0);
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { body: { incident_id: string } });
    expect(records.map(({ body }) => body.incident_id)).toEqual(['5', '4']);
    expect(place.endpoint.requests).toEqual([]);
  });

  test('leaves nothing in a record that a terminal would obey', async () => {
    const place = await workplace({ incidents: 0 });
    const description = 'red \u001b[31m \u009b31m \u202e evil \r\n';
    place.model.incidents.put({ incident_id: '1', modification_time: Date.now(), description });
    const { stdout } = await place.run('tap', '--connector', 'soc');
    expect(stdout.trimEnd()).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(JSON.parse(stdout)).toMatchObject({ body: { description } });
  });

  test('of an empty tenant prints nothing but says so', async () => {
    const place = await workplace({ incidents: 0 });
    const { code, stdout, stderr } = await place.run('tap', '--connector', 'soc');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('has no records');
  });
});
