import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import {
  extraDataPath,
  fault,
  incidentList,
  type JsonObject,
  type TenantCall,
  testStartMs,
} from '../../../src/testing/index.ts';
import { incidentItem } from '../cortex-items.ts';
import { stocked } from '../enrichment/stocked-model.ts';
import { commandBench, type BenchOptions } from './command-bench.ts';

const hourMs = 3_600_000;
const time = (hoursAgo: number) => new Date(testStartMs - hoursAgo * hourMs).toISOString();

/** Incidents 1, 2, 3 … modified 1, 2, 3 … hours before the test begins, and created a minute before that. */
async function benchWith(count: number, options: BenchOptions & { alerts?: number } = {}) {
  const { alerts = 1, ...rest } = options;
  const stock = Array.from({ length: count }, (_, index) => index + 1);
  const model = stocked(stock.map((id) => ({ id, alerts, modifiedMs: testStartMs - id * hourMs })));
  return commandBench({ model, ...rest });
}

const idsIn = (rawData: JsonValue) =>
  (rawData as { reply: { incidents: JsonObject[] } }).reply.incidents.map((incident) => incident['incident_id']);

describe('what is asked for', () => {
  test('one request, whose answer is the raw data, with a record of each incident', async () => {
    const bench = await benchWith(3);
    const input = { start_time: time(2.5), end_time: time(0), time_field: 'Modification Time', limit: 2 };
    const result = await bench.run('fetch-incident', input);
    expect(result).toMatchObject({ command: 'fetch-incident', returnData: 'Successful', failures: [] });
    expect(idsIn(result.rawData)).toEqual(['1', '2']);
    expect(result.rawData).toMatchObject({ reply: { total_count: 2, result_count: 2 } });
    expect(result.keyFields).toEqual({ incident_ids: ['1', '2'], total_count: 2, restricted_incident_ids: [] });
    expect(result.records.map(({ eventName, body }) => [eventName, (body as JsonObject)['incident_id']])).toEqual([
      ['paloalto.cortex.incident.updated', '1'],
      ['paloalto.cortex.incident.updated', '2'],
    ]);
    expect(bench.sent(incidentList.path)).toEqual([
      {
        request_data: {
          filters: [
            { field: 'modification_time', operator: 'gte', value: testStartMs - 2.5 * hourMs },
            { field: 'modification_time', operator: 'lte', value: testStartMs },
          ],
          search_from: 0,
          search_to: 2,
          sort: { field: 'creation_time', keyword: 'desc' },
        },
      },
    ]);
  });

  test('a range may be one moment', async () => {
    const bench = await benchWith(3);
    const result = await bench.run('fetch-incident', {
      start_time: time(2),
      end_time: time(2),
      time_field: 'modification',
    });
    expect(idsIn(result.rawData)).toEqual(['2']);
  });

  test('offset, order, direction and tolerance are the API’s to apply', async () => {
    const bench = await benchWith(6);
    const input = {
      start_time: time(4),
      tolerance_scope: 90,
      offset: 1,
      direction: 'ascending',
      order_by: 'Creation Time',
    };
    expect(idsIn((await bench.run('fetch-incident', input)).rawData)).toEqual(['4', '3', '2', '1']);
  });

  test('20 at most, newest by creation first, if nothing is said', async () => {
    const result = await (await benchWith(25)).run('fetch-incident');
    expect(idsIn(result.rawData)).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)));
  });

  test('filters hold together with the range, one by itself too, in words as people write them', async () => {
    const bench = await benchWith(6);
    const other_filters = { field: 'status', operator: 'eq', value: 'Resolved True Positive' };
    expect(idsIn((await bench.run('fetch-incident', { other_filters })).rawData)).toEqual(['3', '6']);
    const result = await bench.run('fetch-incident', { other_filters, start_time: time(5) });
    expect(idsIn(result.rawData)).toEqual(['3']);
  });

  test('alert_sources is judged here, for as many pages as it takes', async () => {
    const bench = await benchWith(0);
    for (let number = 1; number <= 250; number += 1) {
      const incident_sources = number % 50 === 0 ? ['XDR BIOC', 'PAN NGFW'] : ['XDR Agent'];
      bench.tenant.model.incidents.put({ ...incidentItem(number, testStartMs - number * 1000), incident_sources });
    }
    const other_filters = [
      { field: 'alert_sources', operator: 'in', value: ['xdr bioc', 'XDR IOC'] },
      { field: 'status', operator: 'neq', value: 'under_investigation' },
    ];
    const result = await bench.run('fetch-incident', { other_filters, limit: 3, offset: 1 });
    expect(idsIn(result.rawData)).toEqual(['100', '150', '200']);
    expect(result.records).toHaveLength(3);
    expect(JSON.stringify(bench.sent(incidentList.path))).not.toContain('alert_sources');
  });

  test.for<[input: JsonObject, message: string]>([
    [{ limit: 0 }, 'limit must be a whole number from 1 to 100'],
    [{ limit: 101 }, 'limit must be a whole number from 1 to 100'],
    [{ start_time: 'yesterday' }, 'start_time must be a time in UTC'],
    [{ start_time: time(1), end_time: time(2) }, 'end_time must not be before start_time'],
    [{ tolerance_scope: 5 }, 'tolerance_scope needs a start_time'],
    [
      { other_filters: [{ field: 'creation_time', operator: 'gte', value: '1' }] },
      'other_filters.0.field must be one of',
    ],
    [
      { other_filters: [{ field: 'status', operator: 'contains', value: 'new' }] },
      'status knows the operators eq, neq, in',
    ],
    [{ other_filters: [{ field: 'starred', operator: 'eq', value: 'yes' }] }, 'starred eq needs true or false'],
    [{ time_field: 'detection' }, 'time_field must be one of creation, modification'],
    [{ max: 5 }, 'max is no parameter of fetch-incident'],
  ])('%j is refused before anything is sent', async ([input, message]) => {
    const bench = await benchWith(1);
    await expect(bench.run('fetch-incident', input)).rejects.toMatchObject({
      code: 'CMD-901',
      message: expect.stringContaining(message),
    });
    expect(bench.tenant.requests).toEqual([]);
  });
});

describe('extra data', () => {
  const input = { allow_retrieve_extra_data: true };

  test('comes beside the list, and as records after it', async () => {
    const bench = await benchWith(2);
    const result = await bench.run('fetch-incident', input);
    expect(idsIn(result.rawData)).toEqual(['1', '2']);
    const extra = (result.rawData as { extra_data: { incident: JsonObject; alerts: JsonObject }[] }).extra_data;
    expect(extra.map(({ incident, alerts }) => [incident['incident_id'], alerts['total_count']])).toEqual([
      ['1', 1],
      ['2', 1],
    ]);
    expect(result.records.map(({ eventName }) => eventName.replace('paloalto.cortex.', ''))).toEqual([
      'incident.updated',
      'incident.updated',
      'alert',
      'incident.enriched',
      'alert',
      'incident.enriched',
    ]);
  });

  test('is asked for nine times a minute, and people see how far it is', async () => {
    const bench = await benchWith(20);
    await bench.run('fetch-incident', input);
    const asked = bench.tenant.requests.filter(({ path }) => path === extraDataPath);
    expect(asked.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const gaps = asked.slice(9).map(({ atMs }, index) => atMs - (asked[index]?.atMs ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60_000);
    expect(bench.told).toContain('extra data of incidents: 3 of 20');
  });

  test('that fails for one leaves the rest and the list: partially successful', async () => {
    const bench = await benchWith(3);
    const refused = fault.status(400, { body: { reply: { err_code: 400, err_msg: 'no' } } });
    bench.tenant.faults.add(fault.at(extraDataPath, fault.nth(2, refused)));
    const result = await bench.run('fetch-incident', input);
    expect(result.returnData).toBe('Partially Successful');
    expect(result.failures).toMatchObject([
      { indicator: 'Fetch Incident failed.', input: '2', statusCode: 400, outcome: 'not done' },
    ]);
    expect(result.records).toHaveLength(7);
  });

  test('that the key may not read is asked for once', async () => {
    const bench = await benchWith(3);
    bench.tenant.faults.add(fault.at(extraDataPath, fault.status(403)));
    const result = await bench.run('fetch-incident', input);
    expect(result.returnData).toBe('Partially Successful');
    expect(result.failures.map((failure) => [failure.input, failure.statusCode, failure.code])).toEqual([
      ['1', 403, 'PERM-401'],
      ['2', 403, 'PERM-401'],
      ['3', 403, 'PERM-401'],
    ]);
    expect(bench.sent(extraDataPath)).toHaveLength(1);
  });
});

describe('rules of privacy', () => {
  test('hold for the raw data, the key fields and the records alike', async () => {
    const bench = await benchWith(2, {
      settings: {
        privacy:
          'drop: user_name, file_sha256, description\nmask: incident_id, network_artifacts.data.network_remote_ip',
      },
    });
    const result = await bench.run('fetch-incident', { allow_retrieve_extra_data: true });
    const text = JSON.stringify(result);
    for (const hidden of ['\\\\ada"', 'Incident number', '192.0.2.1"', '192.0.2.2"', '"incident_id":"1"']) {
      expect(text).not.toContain(hidden);
    }
    expect(text).toContain('Local Analysis Malware');
    expect(result.keyFields['incident_ids']).toEqual(['***', '***']);
    expect(result.rawData).toMatchObject({
      extra_data: [{ alerts: { total_count: 1 }, network_artifacts: { data: [{ network_remote_ip: '***' }] } }, {}],
    });
  });
});

describe('what goes wrong', () => {
  test.for<[status: number, code: string]>([
    [403, 'PERM-401'],
    [404, 'API-404'],
    [401, 'AUTH-301'],
  ])('%d fails it', async ([status, code]) => {
    const bench = await benchWith(1);
    bench.tenant.faults.add(fault.at(incidentList.path, fault.status(status)));
    const result = await bench.run('fetch-incident');
    expect(result).toMatchObject({ returnData: 'Failed', rawData: null, records: [], keyFields: {} });
    expect(result.failures).toMatchObject([{ indicator: 'Fetch Incident failed.', statusCode: status, code }]);
  });

  test('429 once is waited out; a lasting one fails it', async () => {
    const bench = await benchWith(1);
    bench.tenant.faults.add(fault.at(incidentList.path, fault.once(fault.retryAfter('7'))));
    expect(await bench.run('fetch-incident')).toMatchObject({ returnData: 'Successful' });
    expect(bench.told).toContainEqual(expect.stringContaining('asking again in 7 s'));
    bench.tenant.faults.add(fault.at(incidentList.path, fault.status(429)));
    const result = await bench.run('fetch-incident');
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ statusCode: 429, code: 'API-429' }] });
  });

  test('a filter that the API refuses is named as what is wrong', async () => {
    const bench = await benchWith(1);
    const filtered = (call: TenantCall) => JSON.stringify(call.body).includes('"contains"');
    bench.tenant.faults.add(
      fault.when(filtered, fault.status(500, { body: { reply: { err_code: 500, err_msg: 'Invalid Filter' } } })),
    );
    const other_filters = [{ field: 'description', operator: 'contains', value: 'x' }];
    const result = await bench.run('fetch-incident', { other_filters });
    expect(result.failures).toMatchObject([{ message: expect.stringContaining('refuses these filters') }]);
  });

  test('a tenant that has cases only says so', async () => {
    const bench = await benchWith(1, { settings: { api_generation: 'cases' } });
    const result = await bench.run('fetch-incident');
    expect(result.failures).toMatchObject([{ message: expect.stringContaining('has cases') }]);
  });
});
