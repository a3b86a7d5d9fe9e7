import { describe, expect, test } from 'vitest';
import { fault, type JsonObject, otlpFault, startFakeOtlpEndpoint } from '../../src/testing/index.ts';
import { numbersOf, putIncidents, workplace, type Workplace } from './workplace.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Incidents `1…`, each modified a minute after the one before and created the other way round. */
async function placeOf(count: number, more: (number: number) => JsonObject = () => ({})): Promise<Workplace> {
  const place = await workplace({ incidents: 0 });
  const beginMs = Date.now() - 24 * hourMs;
  for (let number = 1; number <= count; number += 1) {
    place.model.incidents.put({
      incident_id: String(number),
      modification_time: beginMs + number * minuteMs,
      creation_time: beginMs - number * minuteMs,
      ...more(number),
    });
  }
  return place;
}

interface Printed {
  readonly eventName: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const numbersIn = (stdout: string): readonly number[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Number((JSON.parse(line) as Printed).attributes['paloalto.cortex.incident.id']));

const fetchFrom = async (place: Workplace, ...args: readonly string[]) => {
  const { code, stdout, stderr } = await place.run('fetch', '--connector', 'soc', ...args);
  return { code, stderr, numbers: code === 0 ? numbersIn(stdout) : stdout };
};

describe('fetch prints', () => {
  test('the 20 newest records, where nothing else is said', async () => {
    const place = await placeOf(130);
    const { code, numbers } = await fetchFrom(place);
    expect({ code, numbers }).toEqual({ code: 0, numbers: Array.from({ length: 20 }, (_, index) => 130 - index) });
  });

  test.for<[what: string, args: readonly string[], numbers: readonly number[]]>([
    ['the oldest first', ['--direction', 'ascending', '--limit', '3'], [1, 2, 3]],
    ['by another time', ['--order-by', 'creation', '--limit', '3'], [1, 2, 3]],
    ['by another time, ascending', ['--order-by', 'creation', '--direction', 'asc', '--limit', '2'], [8, 7]],
    ['what is behind an offset', ['--offset', '5', '--limit', '2'], [3, 2]],
    ['all', ['--limit', 'all'], [8, 7, 6, 5, 4, 3, 2, 1]],
  ])('%s', async ([, args, numbers]) => {
    expect(await fetchFrom(await placeOf(8), ...args)).toMatchObject({ code: 0, numbers });
  });

  test('what lies within a period of either time, both ends included', async () => {
    const place = await placeOf(8);
    const [, , third, , fifth] = place.model.incidents.history() as readonly (JsonObject & Record<string, number>)[];
    const at = (time: string, of = third) => new Date(of?.[time] ?? 0).toISOString();
    const period = ['--from', at('modification_time'), '--to', at('modification_time', fifth)];
    expect(await fetchFrom(place, ...period)).toMatchObject({ numbers: [5, 4, 3] });
    const created = ['--time-field', 'creation', '--from', at('creation_time', fifth), '--to', at('creation_time')];
    expect(await fetchFrom(place, ...created)).toMatchObject({ numbers: [3, 4, 5] });
    expect(await fetchFrom(place, ...created, '--order-by', 'modification')).toMatchObject({ numbers: [5, 4, 3] });
    expect(await fetchFrom(place, ...period, '--tolerance', '1')).toMatchObject({ numbers: [5, 4, 3, 2] });
    expect(await fetchFrom(place, ...period, '--tolerance', '90s')).toMatchObject({ numbers: [5, 4, 3, 2] });
  });

  test('what its words and its filters select, whatever the connector is narrowed to', async () => {
    const place = await placeOf(8, (number) => ({
      status: number % 2 === 0 ? 'new' : 'resolved_other',
      severity: number > 4 ? 'high' : 'low',
      description: `number ${number}`,
    }));
    await place.configure({ connector: { incident_severity: 'low' } });
    expect(await fetchFrom(place, '--only', 'incident_severity=HIGH, critical')).toMatchObject({
      numbers: [8, 7, 6, 5],
    });
    const each = ['--only', 'incident_severity=high', '--only', 'incident_severity=low'];
    expect(await fetchFrom(place, ...each)).toMatchObject({ numbers: [8, 7, 6, 5, 4, 3, 2, 1] });
    const both = ['--only', 'incident_severity=high', '--only', 'incident_status=resolved'];
    expect(await fetchFrom(place, ...both)).toMatchObject({ numbers: [7, 5] });
    const filters = JSON.stringify([
      { field: 'status', operator: 'neq', value: 'new' },
      { field: 'description', operator: 'contains', value: 'number 3' },
    ]);
    expect(await fetchFrom(place, '--filters', filters)).toMatchObject({ numbers: [3] });
  });

  test('and warns of a word that no document names, as validate does', async () => {
    const place = await placeOf(1, () => ({ status: 'nwe' }));
    const { code, numbers, stderr } = await fetchFrom(place, '--only', 'incident_status=nwe');
    expect({ code, numbers }).toEqual({ code: 0, numbers: [1] });
    expect(stderr).toMatch(
      /^warning: --only: incident_status: holds "nwe", a word that no document .*\(did you mean new\?\)$/m,
    );
    expect((await fetchFrom(place, '--only', 'incident_status=new')).stderr).not.toContain('warning');
  });

  test.for(['300d', '1970-01-01T00:00:00Z'])('nothing, and says so, where there is nothing: to %s', async (to) => {
    const { code, numbers, stderr } = await fetchFrom(await placeOf(3), '--to', to);
    expect({ code, numbers }).toEqual({ code: 0, numbers: [] });
    expect(stderr).toContain('has no such records of xdr-incidents');
  });

  test('after trying again as a run does', async () => {
    const place = await placeOf(130);
    place.tenant.faults.add(fault.once(fault.status(503)));
    const { code, numbers, stderr } = await fetchFrom(place, '--limit', 'all');
    expect({ code, count: numbers.length }).toEqual({ code: 0, count: 130 });
    expect(stderr).toContain('trying again in');
  });
});

describe('fetch sends', () => {
  test.for([
    [1, '1 record: 1 accepted\n'],
    [2, '2 records: 2 accepted\n'],
  ] as const)('%d, and says how many', async ([count, says]) => {
    const { stdout } = await (await placeOf(count)).run('fetch', '--connector', 'soc', '--send');
    expect(stdout).toBe(says);
  });

  test('to the destination of the connector, marked, and moves no checkpoint', async () => {
    const place = await placeOf(0);
    putIncidents(place.model, 3);
    const { code, stdout } = await place.run('fetch', '--connector', 'soc', '--send', '--json');
    expect({ code, counts: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      counts: { records: 3, accepted: 3, rejected: 0, refused: 0 },
    });
    const marks = place.endpoint.received().map(({ attributes }) => attributes['paloalto.cortex.ingest.replay']);
    expect(marks).toEqual([true, true, true]);
    await place.run('run', '--once');
    expect([...place.endpoint.counts().values()]).toEqual([2, 2, 2]);
  });

  test('to another endpoint, without the headers of the configured one', async () => {
    const place = await placeOf(3);
    await place.configure({ otlp: { headers: { authorization: 'Bearer of-the-configured-one' } } });
    const other = await startFakeOtlpEndpoint();
    try {
      const { code } = await place.run('fetch', '--connector', 'soc', '--limit', '2', '--destination', other.url);
      expect({ code, numbers: numbersOf(other) }).toEqual({ code: 0, numbers: [2, 3] });
      expect(other.requests.map(({ headers }) => headers['authorization'])).toEqual([undefined]);
      expect(place.endpoint.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });

  test('and ends with 1 where the destination refused some', async () => {
    const place = await placeOf(3);
    await place.run('fetch', '--connector', 'soc', '--send');
    const [poison = ''] = place.endpoint.counts().keys();
    place.endpoint.faults.add(otlpFault.refuse([poison]));
    expect((await place.run('fetch', '--connector', 'soc', '--send')).code).toBe(1);
  });
});

describe('fetch refuses with 2', () => {
  test.for<[what: string, says: string, args: readonly string[]]>([
    ['a period that ends before it begins', 'lies after --to', ['--from', '1h', '--to', '2h']],
    ['a tolerance without a beginning', '--tolerance moves --from back', ['--tolerance', '5']],
    ['a time the source does not have', 'It has modification and creation', ['--time-field', 'arrival']],
    ['to order by one', 'xdr-incidents has no such time', ['--order-by', 'severity']],
    ['a setting mistyped', 'Did you mean incident_severity?', ['--only', 'incident_sevrity=high']],
    ['a setting of another source', 'cannot be narrowed by audit_type', ['--only', 'audit_type=AUTH']],
    ['a word that is none', 'incident_severity must be of', ['--only', 'incident_severity=hihg']],
    ['a word mistyped', 'Did you mean high, critical?', ['--only', 'incident_severity=hihg,critical']],
    ['a time of no source', 'xdr-incidents has no such time', ['--time-field', 'constructor']],
    ['a setting of no source', 'cannot be narrowed by constructor', ['--only', 'constructor=high']],
    ['words of no setting', 'It must be a setting and words', ['--only', 'high']],
    ['filters that are no JSON', 'It must be a JSON list', ['--filters', '{']],
    ['a filter that is none', 'a filter is', ['--filters', '[{"field":"status"}]']],
    [
      'the filter that the API gets wrong',
      'select incident_source instead',
      ['--filters', '[{"field":"alert_sources","operator":"in","value":["XDR Agent"]}]'],
    ],
    ['no records', 'from 1 on, or all', ['--limit', '0']],
    ['a direction that is none', 'ascending or descending', ['--direction', 'up']],
  ])('%s', async ([, says, args]) => {
    const place = await placeOf(1);
    const { code, stderr } = await place.run('fetch', '--connector', 'soc', ...args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(says) as string });
    expect(place.tenant.requests).toEqual([]);
  });
});

test('fetch says at once of a filter the API does not know that it is refused', async () => {
  const place = await placeOf(3);
  const filters = JSON.stringify([{ field: 'statuss', operator: 'eq', value: 'new' }]);
  const { code, stdout, stderr } = await place.run('fetch', '--connector', 'soc', '--filters', filters);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('the API refuses these filters');
  expect(stderr).toContain('statuss');
  expect(stderr).toContain('Check field, operator and value');
  expect(stderr).not.toMatch(/trying again|bug/);
});

test('extra data of an incident follows it; a source that has none says so', { timeout: 60_000 }, async () => {
  const place = await placeOf(3);
  place.model.extraData.put('3', { alerts: [{ alert_id: '77', name: 'Malware' }] });
  await place.configure({ others: [{ id: 'audit', source: 'xdr-audit' }] });
  const { code, stdout } = await place.run('fetch', '--connector', 'soc', '--limit', '1', '--extra-data');
  const names = stdout.split('\n').flatMap((line) => (line === '' ? [] : (JSON.parse(line) as Printed).eventName));
  expect(code).toBe(0);
  expect(names).toEqual([
    expect.stringContaining('incident'),
    'paloalto.cortex.alert',
    expect.stringContaining('enriched'),
  ]);
  const refused = await place.run('fetch', '--connector', 'audit', '--extra-data');
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('xdr-audit has no extra data') as string]);
});

test.for<[setting: 'auto' | 'cases', source: string, names: string]>([
  ['auto', 'xdr-incidents', 'cases'],
  ['cases', 'xdr-incidents', 'cases'],
  ['auto', 'xdr-alerts', 'issues'],
  ['cases', 'xdr-alerts', 'issues'],
])(
  'fetch says of a tenant that has cases and issues that it cannot ask for them: api_generation %s, %s',
  async ([setting, source, names]) => {
    const place = await placeOf(1);
    const timeMs = Date.now() - hourMs;
    place.model.alerts.put({ alert_id: '7', detection_timestamp: timeMs, local_insert_ts: timeMs });
    place.model.setGeneration('cases');
    await place.configure({ others: [{ id: 'newer', source, api_generation: setting }] });
    const { code, stdout, stderr } = await place.run('fetch', '--connector', 'newer');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`the tenant has ${names}, which cannot be fetched`);
    expect(stderr).toContain('cortex-otel tap, or send a period again with replay');
    const replayed = await place.run('replay', '--connector', 'newer', '--from', '48h', '--to', 'now', '--json');
    expect(JSON.parse(replayed.stdout)).toMatchObject({ records: 1, accepted: 1 });
  },
);

test('fetch says of a path that no generation knows what the API says', async () => {
  const place = await placeOf(3);
  place.tenant.faults.add(fault.status(404));
  const { code, stderr } = await place.run('fetch', '--connector', 'soc');
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('does not know this path') as string });
});

test('each source is fetched by the times it has', async () => {
  const place = await workplace({ incidents: 0 });
  const timeMs = Date.now() - hourMs;
  place.model.audits.put({ AUDIT_ID: 1, AUDIT_INSERT_TIME: timeMs, AUDIT_ENTITY: 'AUTH', AUDIT_RESULT: 'FAIL' });
  place.model.audits.put({ AUDIT_ID: 2, AUDIT_INSERT_TIME: timeMs, AUDIT_ENTITY: 'RULES', AUDIT_RESULT: 'FAIL' });
  place.model.alerts.put({ alert_id: '7', detection_timestamp: timeMs - 48 * hourMs, local_insert_ts: timeMs });
  place.model.agentReports.put({ TIMESTAMP: timeMs + 0.5, ENDPOINTNAME: 'SRV-1' });
  const sources = ['xdr-audit', 'xdr-alerts', 'xdr-agent-audit', 'xsoar-audit'];
  await place.configure({ others: sources.map((source) => ({ id: source, source })) });
  const asked: readonly (readonly [source: string, records: number, ...args: string[]])[] = [
    ['xdr-audit', 1, '--only', 'audit_type=auth', '--only', 'audit_result=fail'],
    ['xsoar-audit', 2, '--time-field', 'creation', '--direction', 'asc'],
    ['xdr-alerts', 1, '--time-field', 'arrival', '--from', '24h'],
    ['xdr-alerts', 0, '--time-field', 'creation', '--from', '24h'],
    ['xdr-alerts', 1, '--time-field', 'arrival', '--from', '24h', '--order-by', 'creation'],
    ['xdr-agent-audit', 1, '--from', '2h', '--to', '1m', '--only', 'agent_endpoint=srv-1'],
  ];
  for (const [source, records, ...args] of asked) {
    const { code, stdout } = await place.run('fetch', '--connector', source, '--json', ...args);
    expect([source, args, code, stdout.split('\n').length - 1]).toEqual([source, args, 0, records]);
  }
});
