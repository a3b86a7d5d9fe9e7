import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { demoKey, fault, scriptResultFilesPath, signedDownloadPath } from '../../../src/testing/index.ts';
import { archiveOf } from './files/archive-of.ts';
import { filesBench } from './files-bench.ts';

const name = 'get-script-result-files';
const zip = archiveOf(100_000);
const download = (route: string) => route.replace('{value}', '');
/** Whatever leads to a file. */
const atDownloads = (inner: ReturnType<typeof fault.none>) =>
  fault.when((call) => call.path.startsWith(download(signedDownloadPath)), inner);

async function scripted(options: Parameters<typeof filesBench>[0] = {}) {
  const bench = await filesBench(options);
  bench.model.files.put('id-1', 'run_snippet_code_script', { bytes: zip, name: '../../etc/passwd' });
  const action = bench.begunScript('id-1', 'id-2');
  const input = { action_id: action, endpoint_id: 'id-1' };
  const links = () =>
    bench.tenant.requests.filter(({ path, status }) => path === scriptResultFilesPath && status === 200).length;
  return { ...bench, action, input, links };
}

describe('the files of a script', () => {
  test.for(['DATA', 'data'] as const)('are downloaded, by a link that is named %s', async (scriptFilesReply) => {
    const { run, output, input, action, clock } = await scripted({ of: { scriptFilesReply } });
    await clock.advance(10_000);
    const result = await run(name, input);
    expect(result).toMatchObject({
      returnData: 'Successful',
      failures: [],
      keyFields: input,
      files: [{ name: `${name}.${action}.id-1.zip`, bytes: zip.length }],
    });
    expect(await output.names()).toEqual([`${name}.${action}.id-1.zip`]);
    expect(await readFile(result.files[0]?.path ?? '')).toEqual(zip);
  });

  test('come from where a signed link leads, without the key, and the link is not kept', async () => {
    const { run, input, clock, tenant } = await scripted({ signedLinks: 'elsewhere' });
    await clock.advance(10_000);
    const result = await run(name, input);
    expect(result).toMatchObject({ returnData: 'Successful', files: [{ bytes: zip.length }] });
    expect(JSON.stringify(result)).toContain(tenant.signedUrl);
    expect(JSON.stringify(result)).not.toContain('Signature');
    const elsewhere = tenant.requests.filter(({ origin }) => origin === tenant.signedUrl);
    expect(elsewhere).toMatchObject([{ method: 'GET', status: 200 }]);
    expect(JSON.stringify(elsewhere)).not.toContain(demoKey.key);
  });

  test('are waited for, if that is asked for, on this endpoint alone', async () => {
    const { run, model, input, told } = await scripted();
    model.reactions.put('id-2', { runMs: 3_600_000 });
    const result = await run(name, { ...input, wait: true });
    expect(result).toMatchObject({ returnData: 'Successful', files: [{ bytes: zip.length }] });
    expect(told).toContain('endpoints done: 0 of 1');
    expect(told).toContain('endpoints done: 1 of 1');
  });

  test('are not there yet: it says how far the script is', async () => {
    const { run, input, output } = await scripted();
    const result = await run(name, input);
    expect(result).toMatchObject({
      returnData: 'Failed',
      failures: [{ input: 'id-1', code: 'CMD-921', statusCode: 202, remedy: expect.stringContaining('wait: true') }],
    });
    expect(result.failures[0]?.message).toContain('PENDING');
    expect(await output.names()).toEqual([]);
  });

  test('are not there after the time one was ready to wait', async () => {
    const { run, model, begunScript } = await scripted();
    model.reactions.otherwise({ runMs: 3_600_000 });
    const result = await run(name, {
      action_id: begunScript('id-1'),
      endpoint_id: 'id-1',
      wait: true,
      max_wait_seconds: 300,
    });
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ code: 'CMD-921' }] });
    expect(result.failures[0]?.message).toContain('after 5 min (IN_PROGRESS)');
  });

  test('are none, of a script that left none or failed', async () => {
    const bench = await filesBench();
    bench.model.reactions.put('id-2', { ends: 'FAILED' });
    const action_id = bench.begunScript('id-1', 'id-2');
    await bench.clock.advance(10_000);
    const none = await bench.run(name, { action_id, endpoint_id: 'id-1' });
    expect(none).toMatchObject({
      returnData: 'Failed',
      failures: [{ input: 'id-1', code: 'FILE-813', statusCode: 404 }],
    });
    const failed = await bench.run(name, { action_id, endpoint_id: 'id-2', wait: true });
    expect(failed).toMatchObject({
      returnData: 'Failed',
      failures: [{ input: 'id-2', code: 'CMD-922', statusCode: 500 }],
    });
    expect(failed.failures[0]?.message).toContain('could not perform');
    const stranger = await bench.run(name, { action_id, endpoint_id: 'id-3' });
    expect(stranger).toMatchObject({ returnData: 'Failed', failures: [{ code: 'CMD-922', statusCode: 404 }] });
  });

  test('an interruption ends the waiting with its reason', async () => {
    const { run, input, told } = await scripted();
    const interrupted = new AbortController();
    const result = run(name, { ...input, wait: true }, interrupted.signal);
    const seen = () => told.length > 0;
    while (!seen()) await new Promise((resolve) => setImmediate(resolve));
    interrupted.abort(new Error('enough'));
    await expect(result).rejects.toThrow('enough');
  });
});

describe('where the API refuses', () => {
  test.for([
    [403, 'permission'],
    [404, 'config'],
    [402, 'license'],
  ] as const)('%i is told as it is', async ([status, kind]) => {
    const { run, input, tenant } = await scripted();
    tenant.faults.add(fault.at(scriptResultFilesPath, fault.status(status)));
    expect(await run(name, input)).toMatchObject({
      returnData: 'Failed',
      failures: [{ indicator: 'Get Script Result Files failed.', statusCode: status, kind, outcome: 'not done' }],
      files: [],
    });
  });

  test('an action nobody knows is told', async () => {
    const { run } = await scripted();
    const result = await run(name, { action_id: '999', endpoint_id: 'id-1' });
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ statusCode: 500 }] });
    expect(result.failures[0]?.message).toContain('script execution 999 was not found');
  });

  test('429 is waited out once, and told when it lasts', async () => {
    const { run, input, tenant, clock } = await scripted();
    await clock.advance(10_000);
    const once = tenant.faults.add(fault.at(scriptResultFilesPath, fault.nth(1, fault.retryAfter('7'))));
    expect(await run(name, input)).toMatchObject({ returnData: 'Successful' });
    once();
    tenant.faults.add(fault.at(scriptResultFilesPath, fault.status(429)));
    const { action_id } = input;
    const lasting = await run(name, { action_id, endpoint_id: 'id-2' });
    expect(lasting).toMatchObject({ returnData: 'Failed', failures: [{ statusCode: 429, kind: 'throttled' }] });
  });
});

describe('a download', () => {
  test('that is cut is begun again, and leaves no part of itself', async () => {
    const { run, input, tenant, clock, output, told } = await scripted();
    await clock.advance(10_000);
    tenant.faults.add(atDownloads(fault.nth(1, fault.cut(0.5))));
    expect(await run(name, input)).toMatchObject({ returnData: 'Successful', files: [{ bytes: zip.length }] });
    expect(await output.names()).toHaveLength(1);
    expect(told.join()).toContain('asking again');
  });

  test.for(['reset', 'close'] as const)('that is always cut (%s) leaves nothing behind', async (end) => {
    const { run, input, tenant, clock, output } = await scripted();
    await clock.advance(10_000);
    tenant.faults.add(atDownloads(fault.cut(0.5, end)));
    const result = await run(name, input);
    expect(result).toMatchObject({
      returnData: 'Failed',
      failures: [{ code: 'NET-102', kind: 'unavailable' }],
      files: [],
    });
    expect(await output.names()).toEqual([]);
  });

  test.for([
    ['that breaks off as if that were its end', 200, 'NET-102'],
    ['of which there comes a part', 206, 'API-BODY'],
  ] as const)('%s leaves nothing behind', async ([, status, code]) => {
    const { run, input, tenant, clock, output } = await scripted();
    await clock.advance(10_000);
    const headers = { 'content-type': 'application/zip' };
    tenant.faults.add(atDownloads(fault.status(status, { headers, body: zip.subarray(0, 50_000) })));
    const result = await run(name, input);
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ code }], files: [] });
    expect(await output.names()).toEqual([]);
  });

  test('whose link has expired goes on from a new link', async () => {
    const { run, input, tenant, clock, links } = await scripted({ signedLinks: 'elsewhere' });
    await clock.advance(10_000);
    // It is cut, and by the time it is asked for again the link is too old.
    tenant.faults.add(atDownloads(fault.nth(1, fault.retryAfter('30', 503))));
    tenant.faults.add(
      atDownloads(
        fault.nth(
          1,
          fault.when(() => (clock.jump(11 * 60_000), false), fault.none()),
        ),
      ),
    );
    expect(await run(name, input)).toMatchObject({ returnData: 'Successful', files: [{ bytes: zip.length }] });
    expect(links()).toBe(2);
  });

  test('whose links are all refused is told, after one more', async () => {
    const { run, input, tenant, clock, links, output } = await scripted({ signedLinks: 'elsewhere' });
    await clock.advance(10_000);
    tenant.faults.add(atDownloads(fault.status(403)));
    const result = await run(name, input);
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ code: 'FILE-811', statusCode: 403 }] });
    expect(links()).toBe(2);
    expect(await output.names()).toEqual([]);
  });

  test('replaces no file', async () => {
    const { run, input, clock, output } = await scripted();
    await clock.advance(10_000);
    await run(name, input);
    const again = await run(name, input);
    expect(again).toMatchObject({ returnData: 'Failed', failures: [{ code: 'FILE-801', kind: 'state' }] });
    expect(await output.names()).toHaveLength(1);
  });

  test('that is no archive is not called one', async () => {
    const { run, input, clock, model, action } = await scripted();
    model.files.put('id-1', 'run_snippet_code_script', { bytes: Buffer.from('M') });
    await clock.advance(10_000);
    const result = await run(name, input);
    expect(result.files).toMatchObject([{ name: `${name}.${action}.id-1.bin`, bytes: 1 }]);
  });

  test.for([
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/latest/meta-data/',
    'http://files.example/f',
    'ftp://127.0.0.1/f',
    '../../etc/passwd',
  ])('by the link %s does no harm', async (link) => {
    const { run, input, tenant, output } = await scripted();
    const body = { reply: { DATA: link } };
    tenant.faults.add(fault.at(scriptResultFilesPath, fault.status(200, { body })));
    const result = await run(name, input);
    expect(result).toMatchObject({ returnData: 'Failed', files: [] });
    expect(result.failures).toHaveLength(1);
    expect(await output.names()).toEqual([]);
  });

  test('of an endpoint with a hostile id has a harmless name', async () => {
    const { run, tenant, output, input } = await scripted();
    const body = { reply: { DATA: `${tenant.url}/public_api/v1/download/x` } };
    tenant.faults.add(fault.at(scriptResultFilesPath, fault.status(200, { body })));
    const zipped = fault.status(200, { headers: { 'content-type': 'application/zip' }, body: zip });
    tenant.faults.add(fault.at('/public_api/v1/download/x', zipped));
    for (const endpoint_id of ['../../etc/passwd', '..', 'CON', 'Id-1', 'id-1', 'ü'.repeat(200)]) {
      expect(await run(name, { ...input, endpoint_id })).toMatchObject({ returnData: 'Successful' });
    }
    const names = await output.names();
    expect(new Set(names.map((each) => each.toLowerCase())).size).toBe(6);
    for (const each of names) expect(each).toMatch(/^get-script-result-files\.\d+\.[\w-]{1,40}\.zip$/);
  });
});
