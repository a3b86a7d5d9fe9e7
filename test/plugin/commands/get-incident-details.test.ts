import { describe, expect, test } from 'vitest';
import { extraDataPath, fault, incidentList, type JsonObject, testStartMs } from '../../../src/testing/index.ts';
import { alertItem, stocked } from '../enrichment/stocked-model.ts';
import { commandBench, type BenchOptions } from './command-bench.ts';

const benchWith = async (options: BenchOptions = {}) =>
  commandBench({
    model: stocked([1, 2, 3].map((id) => ({ id, alerts: id, modifiedMs: testStartMs - id * 1000 }))),
    ...options,
  });

const name = 'get-incident-details';
const replies = (rawData: unknown) =>
  ((rawData as { results?: unknown[] }).results ?? [rawData]).map((one) => (one as { reply: JsonObject }).reply);

test('one incident: the raw data is the answer, the records are its alerts and the incident with its artifacts', async () => {
  const bench = await benchWith();
  const result = await bench.run(name, { incident_ids: 2 });
  expect(result).toMatchObject({
    returnData: 'Successful',
    failures: [],
    rawData: {
      reply: { incident: { incident_id: '2' }, alerts: { total_count: 2 }, file_artifacts: { total_count: 1 } },
    },
    keyFields: { incident_ids: ['2'], alerts: { 2: 2 } },
  });
  expect(result.records.map(({ eventName }) => eventName)).toEqual([
    'paloalto.cortex.alert',
    'paloalto.cortex.alert',
    'paloalto.cortex.incident.enriched',
  ]);
  expect(bench.sent(extraDataPath)).toEqual([{ request_data: { incident_id: '2', alerts_limit: 1000 } }]);
});

test('the records are those that fetch-incident brings with extra data, in its order', async () => {
  const bench = await benchWith();
  const details = await bench.run(name, { incident_ids: ['1'] });
  const other_filters = { field: 'incident_id_list', operator: 'in', value: ['1'] };
  const fetched = await bench.run('fetch-incident', { other_filters, allow_retrieve_extra_data: true });
  const [incident, ...others] = fetched.records;
  expect(details.records.map(({ uid }) => uid)).toEqual(others.map(({ uid }) => uid));
  expect(details.records.at(-1)?.attributes['paloalto.cortex.ingest.revision_uid']).toBe(incident?.uid);
});

test('several incidents, in the order given, each once, with so many alerts at most', async () => {
  const bench = await benchWith();
  const result = await bench.run(name, { incident_ids: ['3', '1', '3'], alerts_limit: 2 });
  expect(replies(result.rawData).map((reply) => (reply['incident'] as JsonObject)['incident_id'])).toEqual(['3', '1']);
  expect(result.keyFields).toEqual({ incident_ids: ['3', '1'], alerts: { 1: 1, 3: 2 }, alerts_left_out: { 3: 1 } });
  expect(result.records.at(2)?.attributes['paloalto.cortex.ingest.alerts_missing']).toBe(1);
  expect(bench.told).toContain('details of incidents: 1 of 2');
});

test('incidents that are not there are named one by one', async () => {
  const bench = await benchWith();
  const result = await bench.run(name, { incident_ids: ['1', '77', '2', '78'] });
  expect(result.returnData).toBe('Partially Successful');
  expect(result.keyFields['incident_ids']).toEqual(['1', '2']);
  expect(result.failures).toEqual(
    ['77', '78'].map((id) => ({
      indicator: 'Get Incident Details failed.',
      input: id,
      statusCode: 404,
      message: `Incident ${id} not found: it does not exist, or the key may not see it`,
      remedy: expect.stringContaining('fetch-incident'),
      code: 'CMD-931',
      kind: 'config',
      outcome: 'not done',
    })),
  );
});

test('all unknown: failed', async () => {
  const result = await (await benchWith()).run(name, { incident_ids: ['77'] });
  expect(result).toMatchObject({ returnData: 'Failed', rawData: null, failures: [{ statusCode: 404 }], records: [] });
});

test('an answer that is too large is asked for with fewer alerts', async () => {
  const bench = await benchWith();
  bench.tenant.faults.add(fault.at(extraDataPath, fault.once(fault.huge(17 * 1024 * 1024))));
  const result = await bench.run(name, { incident_ids: ['3'], alerts_limit: 4000 });
  expect(result.returnData).toBe('Successful');
  expect(bench.sent(extraDataPath)).toMatchObject([
    { request_data: { alerts_limit: 4000 } },
    { request_data: { alerts_limit: 2000 } },
  ]);
});

describe('what goes wrong', () => {
  const ids = { incident_ids: ['1', '2', '3'] };

  test('403 is met once, and all are named', async () => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(extraDataPath, fault.status(403)));
    const result = await bench.run(name, ids);
    expect(result.returnData).toBe('Failed');
    expect(result.failures.map(({ input, statusCode, kind }) => [input, statusCode, kind])).toEqual([
      ['1', 403, 'permission'],
      ['2', 403, 'permission'],
      ['3', 403, 'permission'],
    ]);
    expect(result.failures[1]?.message).toMatch(/^not tried, after: /);
    expect(bench.sent(extraDataPath)).toHaveLength(1);
  });

  test('404 for an incident that is listed is a path that is not there', async () => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(extraDataPath, fault.status(404)));
    const result = await bench.run(name, { incident_ids: ['1'] });
    expect(result.failures).toMatchObject([{ statusCode: 404, code: 'API-404' }]);
    expect(bench.sent(incidentList.path)).toHaveLength(1);
  });

  test('429 once is waited out', async () => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(extraDataPath, fault.once(fault.status(429))));
    expect(await bench.run(name, ids)).toMatchObject({ returnData: 'Successful' });
  });

  test('a lasting 429 is not tried out for a hundred incidents', async () => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(extraDataPath, fault.status(429)));
    const result = await bench.run(name, { incident_ids: Array.from({ length: 100 }, (_, index) => index + 1) });
    expect(result.failures).toHaveLength(100);
    expect(new Set(result.failures.map(({ statusCode }) => statusCode))).toEqual(new Set([429]));
    expect(bench.sent(extraDataPath).length).toBeLessThanOrEqual(8);
  });

  test('a connection cut in the middle is asked again', async () => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(extraDataPath, fault.once(fault.cut(0.5))));
    expect(await bench.run(name, ids)).toMatchObject({ returnData: 'Successful' });
  });

  test('rules of privacy hold for raw data and records', async () => {
    const bench = await benchWith({ settings: { privacy: 'drop: user_name, file_artifacts' } });
    const text = JSON.stringify(await bench.run(name, ids));
    expect(text).toContain('Local Analysis Malware');
    expect(text).not.toMatch(/\bada\b|\ba\.exe/);
  });

  test.for([{}, { incident_ids: [] }, { incident_ids: ['x'] }, { incident_ids: ['1'], alerts_limit: 0 }])(
    '%j is refused before anything is sent',
    async (input) => {
      const bench = await benchWith();
      await expect(bench.run(name, input)).rejects.toMatchObject({ code: 'CMD-901' });
      expect(bench.tenant.requests).toEqual([]);
    },
  );
});

test('what a result has no room for is not asked for, and named', async () => {
  const ids = ['1', '2', '3', '4', '5', '6'];
  const model = stocked(ids.map((id) => ({ id: Number(id), alerts: 0 })));
  const alert = { ...alertItem(1, 1), description: 'x'.repeat(15 * 1024 * 1024) };
  for (const id of ids) model.extraData.put(Number(id), { alerts: [alert], networkArtifacts: [], fileArtifacts: [] });
  const bench = await benchWith({ model });
  const result = await bench.run(name, { incident_ids: ids });
  expect(result.returnData).toBe('Partially Successful');
  expect(result.keyFields['incident_ids']).toEqual(ids.slice(0, 5));
  expect(result.failures).toEqual([
    expect.objectContaining({
      input: '6',
      code: 'API-SIZE',
      message: 'not tried: the result holds more than 64 MiB already',
      remedy: expect.stringContaining('fewer ids') as string,
    }),
  ]);
  expect(bench.sent(extraDataPath)).toHaveLength(5);
});
