import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { alertCapturesPath, believableAlert, fault, seededRandom, testStartMs } from '../../../src/testing/index.ts';
import { filesBench } from './files-bench.ts';

const name = 'retrieve-pcap-packet';
const pcap = Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex');

/** Alerts 1 to 6, the newest first 6: of a firewall the odd ones. */
async function alerted(options: Parameters<typeof filesBench>[0] = {}) {
  const bench = await filesBench(options);
  for (let number = 1; number <= 6; number += 1) {
    const alert = believableAlert(seededRandom(number), number, testStartMs);
    const source = number % 2 === 1 ? 'PAN NGFW' : 'XDR Agent';
    const severity = number < 4 ? 'medium' : 'high';
    bench.model.alerts.put({ ...alert, source, severity, detection_timestamp: testStartMs - 10_000 + number * 1000 });
    bench.model.captures.put(number, Buffer.concat([pcap, Buffer.from(`packet ${number}`)]));
  }
  return { ...bench, asked: () => bench.sent(alertCapturesPath).at(-1) };
}

describe('captures of alerts', () => {
  test.for(['alerts', 'list'] as const)('are a file each, of a reply that is %s', async (capturesReply) => {
    const { run, output } = await alerted({ of: { capturesReply } });
    const result = await run(name, {});
    expect(result).toMatchObject({ returnData: 'Successful', failures: [] });
    expect(result.keyFields).toMatchObject({ alert_ids: ['5', '3', '1'], without_pcap: ['6', '4', '2'] });
    expect(await output.names()).toEqual([`${name}.1.pcap`, `${name}.3.pcap`, `${name}.5.pcap`]);
    const first = result.files.find((file) => file.name === `${name}.3.pcap`);
    expect(await readFile(first?.path ?? '')).toEqual(Buffer.concat([pcap, Buffer.from('packet 3')]));
    expect(JSON.stringify(result.rawData)).toContain(Buffer.concat([pcap, Buffer.from('packet 3')]).toString('base64'));
  });

  test('are asked for by all that D3 has', async () => {
    const { run, asked } = await alerted();
    const input = {
      creation_time: new Date(testStartMs - 8000).toISOString().replace('T', ' ').slice(0, 19),
      severities: ['Medium'],
      alert_sources: ['PAN NGFW'],
      alert_ids: [1, '3'],
      limit: 5,
    };
    expect(await run(name, input)).toMatchObject({ keyFields: { alert_ids: ['3'] } });
    expect(asked()).toEqual({
      request_data: {
        filters: [
          { field: 'creation_time', operator: 'gte', value: testStartMs - 8000 },
          { field: 'severity', operator: 'in', value: ['medium'] },
          { field: 'alert_source', operator: 'in', value: ['PAN NGFW'] },
          { field: 'alert_id_list', operator: 'in', value: [1, 3] },
        ],
        search_from: 0,
        search_to: 5,
        sort: { field: 'creation_time', keyword: 'desc' },
      },
    });
  });

  test('that somebody asked for and that are not there fail one by one', async () => {
    const { run } = await alerted();
    const result = await run(name, { alert_ids: ['1', '2', '99'] });
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      failures: [
        { indicator: 'Retrieve PCAP Packet failed.', input: '2', statusCode: 404, message: 'alert 2 has no PCAP' },
        { input: '99', statusCode: 404, message: expect.stringContaining('there is no alert 99') },
      ],
      files: [{ name: `${name}.1.pcap` }],
    });
    expect(await run(name, { alert_ids: ['2'] })).toMatchObject({ returnData: 'Failed', files: [] });
  });

  test('beyond the limit are not said to be missing', async () => {
    const { run } = await alerted();
    expect(await run(name, { alert_ids: ['1', '3', '5'], limit: 2 })).toMatchObject({
      returnData: 'Successful',
      keyFields: { alert_ids: ['5', '3'] },
    });
  });

  test('are none, which is an answer', async () => {
    const { run, output } = await alerted();
    const result = await run(name, { alert_sources: ['XDR Agent'] });
    expect(result).toMatchObject({ returnData: 'Successful', files: [], keyFields: { alert_ids: [] } });
    expect(await output.names()).toEqual([]);
  });

  test('replace no file', async () => {
    const { run } = await alerted();
    await run(name, { alert_ids: ['1'] });
    expect(await run(name, { alert_ids: ['1', '3'] })).toMatchObject({
      returnData: 'Partially Successful',
      failures: [{ input: '1', code: 'FILE-801' }],
    });
    expect(await run(name, { alert_sources: ['PAN NGFW'], severities: 'medium' })).toMatchObject({
      returnData: 'Failed',
    });
  });
});

/** Captures of so many MiB; in base64 a third more. */
async function withLarge(mebibytes: Readonly<Record<number, number>>, options: Parameters<typeof filesBench>[0] = {}) {
  const bench = await alerted(options);
  for (const [number, size] of Object.entries(mebibytes)) {
    bench.model.captures.put(Number(number), Buffer.alloc(size * 1024 ** 2, Number(number)));
  }
  const spans = () =>
    bench.sent(alertCapturesPath).map((body) => {
      const { search_from: from, search_to: to } = (body as { request_data: Record<string, number> }).request_data;
      return [from, to];
    });
  return { ...bench, spans };
}

describe('captures that are too large for one answer', () => {
  test.for(['alerts', 'list'] as const)('come in parts, each of which is saved: %s', async (capturesReply) => {
    const { run, output, spans } = await withLarge({ 1: 6.5, 3: 6.5, 5: 6.5 }, { of: { capturesReply } });
    const result = await run(name, { limit: 6 });
    expect(result).toMatchObject({ returnData: 'Successful', failures: [] });
    expect(result.keyFields).toMatchObject({ alert_ids: ['5', '3', '1'], without_pcap: ['6', '4', '2'] });
    expect(await output.names()).toEqual([`${name}.1.pcap`, `${name}.3.pcap`, `${name}.5.pcap`]);
    expect(result.files.map(({ bytes }) => bytes)).toEqual([6.5, 6.5, 6.5].map((size) => size * 1024 ** 2));
    const parts = [
      [0, 6],
      [0, 3],
      [3, 6],
      [3, 5],
      [5, 6],
    ];
    expect(spans()).toEqual(parts);
    // What is in files is not in memory, too.
    expect(JSON.stringify(result.rawData).length).toBeLessThan(2000);
    expect(result.rawData).toMatchObject({ results: [{}, {}, {}] });
  });

  test('are all there but one that alone is too large, which is told', async () => {
    const { run, output } = await withLarge({ 3: 13 });
    const result = await run(name, {});
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      failures: [
        {
          code: 'API-SIZE',
          message: expect.stringContaining('alert 4 of those asked for') as string,
          remedy: 'Download it from the alert in the console.',
        },
      ],
    });
    expect(await output.names()).toEqual([`${name}.1.pcap`, `${name}.5.pcap`]);
  });

  test('are told of by their ids, where those were asked for', async () => {
    const { run } = await withLarge({ 3: 13 });
    expect(await run(name, { alert_ids: ['1', '3'] })).toMatchObject({
      returnData: 'Partially Successful',
      failures: [
        { code: 'API-SIZE' },
        { input: '3', message: 'alert 3 did not come: it is one that is too large, or is not there' },
      ],
      files: [{ name: `${name}.1.pcap` }],
    });
    expect(await run(name, { alert_ids: ['3'] })).toMatchObject({ returnData: 'Failed', files: [] });
  });

  test('are kept as far as they have come when the rest fails', async () => {
    const { run, tenant, output } = await withLarge({ 1: 6.5, 3: 6.5, 5: 6.5 });
    tenant.faults.add(fault.at(alertCapturesPath, fault.nth(4, fault.status(403))));
    expect(await run(name, { limit: 6 })).toMatchObject({
      returnData: 'Partially Successful',
      failures: [{ statusCode: 403 }],
      files: [{ name: `${name}.5.pcap` }],
    });
    expect(await output.names()).toEqual([`${name}.5.pcap`]);
  });
});

test('an alert that comes twice has its capture once; another capture of it has a name of its own', async () => {
  const { run, tenant, output } = await alerted();
  const [one, other] = ['one', 'other'].map((text) => Buffer.concat([pcap, Buffer.from(text)]).toString('base64'));
  const rows = [one, one, other, ''].map((pcap_data) => ({ id: 7, pcap_data: pcap_data ?? '' }));
  tenant.faults.add(fault.at(alertCapturesPath, fault.status(200, { body: { reply: rows } })));
  const keyFields = { alert_ids: ['7'], without_pcap: [] };
  expect(await run(name, {})).toMatchObject({ returnData: 'Successful', failures: [], keyFields });
  expect(await output.names()).toEqual([`${name}.7.2.pcap`, `${name}.7.pcap`]);
});

describe('what the API says', () => {
  test.for([
    [403, 'permission'],
    [404, 'config'],
    [402, 'license'],
  ] as const)('is told: %i', async ([status, kind]) => {
    const { run, tenant } = await alerted();
    tenant.faults.add(fault.at(alertCapturesPath, fault.status(status)));
    const failures = [{ statusCode: status, kind, outcome: 'not done' }];
    expect(await run(name)).toMatchObject({ returnData: 'Failed', rawData: null, failures });
  });

  test('is asked for again when it was too busy, and told when it stays so', async () => {
    const { run, tenant } = await alerted();
    const once = tenant.faults.add(fault.at(alertCapturesPath, fault.nth(1, fault.status(429))));
    expect(await run(name)).toMatchObject({ returnData: 'Successful' });
    once();
    tenant.faults.add(fault.at(alertCapturesPath, fault.status(429)));
    expect(await run(name)).toMatchObject({ returnData: 'Failed', failures: [{ statusCode: 429 }] });
  });

  test('is read again when it was cut', async () => {
    const { run, tenant } = await alerted();
    tenant.faults.add(fault.at(alertCapturesPath, fault.nth(1, fault.cut(0.5))));
    expect(await run(name)).toMatchObject({ returnData: 'Successful', files: [{}, {}, {}] });
  });

  test.for([
    ['an id that is a path', { id: '../../etc/passwd', pcap_data: pcap.toString('base64') }, 'Successful'],
    ['what is no base64', { id: 7, pcap_data: '<script>' }, 'Failed'],
    ['a number in place of base64', { id: 7, pcap_data: 12 }, 'Failed'],
    ['a row that is none', 'x', 'Successful'],
  ] as const)('does no harm: %s', async ([, row, returnData]) => {
    const { run, tenant, output } = await alerted();
    tenant.faults.add(fault.at(alertCapturesPath, fault.status(200, { body: { reply: [row] } })));
    const result = await run(name);
    expect(result.returnData).toBe(returnData);
    for (const each of await output.names()) expect(each).toMatch(/^retrieve-pcap-packet\.[\w-]{1,40}\.pcap$/);
  });

  test('without a list is not understood', async () => {
    const { run, tenant } = await alerted();
    tenant.faults.add(fault.at(alertCapturesPath, fault.status(200, { body: { reply: true } })));
    expect(await run(name)).toMatchObject({ returnData: 'Failed', failures: [{ kind: 'protocol', code: 'API-BODY' }] });
  });
});

test.for([
  [{ limit: 101 }, 'limit must be a whole number from 1 to 100'],
  [{ severities: ['urgent'] }, 'must be one of informational, low, medium, high, critical'],
  [{ alert_ids: ['abc'] }, 'must be ids of alerts'],
  [{ creation_time: 'yesterday' }, 'must be a time in UTC'],
  [{ alert_id: ['1'] }, 'is no parameter of retrieve-pcap-packet'],
] as const)('an input that makes no sense is refused: %j', async ([input, said]) => {
  const { run, tenant } = await alerted();
  await expect(run(name, input)).rejects.toThrow(said);
  expect(tenant.requests).toEqual([]);
});

test('null in place of the list of alerts is none', async () => {
  const { run, tenant } = await alerted();
  const body = { reply: { total_count: null, result_count: null, alerts: null } };
  tenant.faults.add(fault.at(alertCapturesPath, fault.status(200, { body })));
  expect(await run(name, {})).toMatchObject({ returnData: 'Successful', files: [], keyFields: { total_count: null } });
});
