import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { ConnectorError, type JsonValue } from '../../../src/contract/index.ts';
import {
  actionStatusPath,
  demoKey,
  type Fault,
  fault,
  fileRetrievalDetailsPath,
  fileRetrievalPath,
  type TenantCall,
} from '../../../src/testing/index.ts';
import { archiveOf } from './files/archive-of.ts';
import { filesBench } from './files-bench.ts';

const name = 'retrieve-files';
const paths = ['C:\\Temp\\a.exe', 'C:\\Temp\\b.log'];
const of = (...ids: readonly string[]) => ({ endpoint_ids: ids, os: 'windows', file_paths: paths });
const zip = archiveOf(300_000);

/** What leads to the files of an endpoint: links are told apart by what they lead to, in the order of the endpoints. */
const atDownload = (inner: Fault<TenantCall>): Fault<TenantCall> =>
  fault.when((call) => call.path.startsWith('/public_api/v1/download/'), inner);

async function bench(options: Parameters<typeof filesBench>[0] = {}) {
  const made = await filesBench(options);
  const nameOf = (id: string, action = 1) => `${name}.${String(made.model.actions.at(-action)?.id)}.${id}.zip`;
  return { ...made, nameOf, begun: () => made.model.actions.filter(({ kind }) => kind === 'file_retrieval') };
}

describe('files of hosts', () => {
  test('are an archive for each host, waited for, with size and SHA-256', async () => {
    const { run, output, model, nameOf, told, sent } = await bench();
    model.files.put('id-1', 'file_retrieval', { bytes: zip, name: '../../etc/cron.d/x' });
    model.reactions.put('id-2', { runMs: 90_000 });
    const result = await run(name, { ...of('id-1', 'id-2'), incident_id: 891 });
    const [action] = model.actions;
    expect(result).toMatchObject({
      command: name,
      returnData: 'Successful',
      failures: [],
      keyFields: {
        action_id: action?.id,
        endpoints_count: 2,
        statuses: { 'id-1': 'COMPLETED_SUCCESSFULLY', 'id-2': 'COMPLETED_SUCCESSFULLY' },
        pending: [],
      },
      files: [{ name: nameOf('id-1'), bytes: zip.length, sha256: hash('sha256', zip) }, { name: nameOf('id-2') }],
    });
    expect(await output.names()).toEqual([nameOf('id-1'), nameOf('id-2')]);
    expect(await readFile(result.files[0]?.path ?? '')).toEqual(zip);
    expect((await readFile(result.files[1]?.path ?? '')).toString()).toContain('C:\\Temp\\b.log of id-2');
    expect(sent(fileRetrievalPath)).toEqual([
      {
        request_data: {
          filters: [{ field: 'endpoint_id_list', operator: 'in', value: ['id-1', 'id-2'] }],
          files: { windows: paths },
          incident_id: '891',
        },
      },
    ]);
    expect(told).toContain('endpoints done: 1 of 2');
    expect(told).toContain('1 of 2 downloaded');
  });

  test.for(['Window', 'Windows', 'windows'])('are asked for as D3 writes it: %s', async (os) => {
    const { run } = await bench();
    expect(await run(name, { ...of('id-1'), os })).toMatchObject({ returnData: 'Successful' });
  });

  test.for([
    ['Linux', 'linux', 'AGENT_OS_LINUX'],
    ['MacOS', 'macos', 'AGENT_OS_MAC'],
  ] as const)('of %s are asked for as the API writes it', async ([os, written, os_type]) => {
    const { run, model, sent } = await bench();
    model.hosts.change('id-1', { os_type });
    const result = await run(name, { host_names: ['host-1'], os, file_paths: '/etc/hosts' });
    expect(result).toMatchObject({ returnData: 'Successful', files: [{}] });
    expect(sent(fileRetrievalPath)).toMatchObject([{ request_data: { files: { [written]: ['/etc/hosts'] } } }]);
  });

  test('that are large are told of while they come', async () => {
    const { run, model, told } = await bench();
    model.files.put('id-1', 'file_retrieval', { sizeBytes: 66 * 1024 ** 2 });
    expect(await run(name, of('id-1'))).toMatchObject({ returnData: 'Successful' });
    const progress = told.filter((message) => message.endsWith('so far'));
    expect(progress).toEqual(['files of id-1: 32 MiB so far', 'files of id-1: 64 MiB so far']);
  });

  test('are not waited for where nobody wants to', async () => {
    const { run, begun, output } = await bench();
    const result = await run(name, { ...of('id-1'), wait: false });
    expect(result).toMatchObject({ returnData: 'Successful', keyFields: { action_id: begun()[0]?.id }, files: [] });
    expect(await output.names()).toEqual([]);
  });

  test('are waited for where the action that was just accepted does not show up at once', async () => {
    const { run, tenant } = await bench();
    const nothingYet = fault.status(200, { body: { reply: { data: {} } } });
    tenant.faults.add(fault.at(actionStatusPath, fault.first(2, nothingYet)));
    expect(await run(name, of('id-1'))).toMatchObject({ returnData: 'Successful', files: [{}] });
  });

  test('are fetched later, of an action that was begun before, and nothing more is asked of the hosts', async () => {
    const { run, clock, begun } = await bench();
    await run(name, { ...of('id-1', 'id-2'), wait: false });
    await clock.advance(60_000);
    const result = await run(name, { action_id: begun()[0]?.id, wait: false });
    expect(result).toMatchObject({ returnData: 'Successful', files: [{}, {}] });
    expect(begun()).toHaveLength(1);
  });

  test('of an action nobody knows are not waited for', async () => {
    const { run, clock } = await bench();
    const before = clock.now();
    expect(await run(name, { action_id: 999 })).toMatchObject({
      returnData: 'Failed',
      failures: [{ code: 'CMD-922', statusCode: 404 }],
    });
    expect(clock.now()).toBe(before);
  });
});

describe('for some of the hosts', () => {
  test('it fails, each told with its reason, and the others have their files', async () => {
    const { run, model, nameOf, output } = await bench({ hosts: 5 });
    model.reactions.put('id-2', { ends: 'FAILED' });
    model.reactions.put('id-3', { ends: 'COMPLETED_PARTIAL' });
    model.files.put('id-4', 'file_retrieval', undefined);
    model.hosts.change('id-5', { os_type: 'AGENT_OS_LINUX' });
    const result = await run(name, of('id-1', 'id-2', 'id-3', 'id-4', 'id-5', 'nobody'));
    expect(result.returnData).toBe('Partially Successful');
    const failed = result.failures.map(({ input, statusCode }) => [input, statusCode] as const);
    expect(new Map(failed)).toEqual(
      new Map([
        ['id-2', 500],
        ['id-3', 206],
        ['id-4', 404],
        ['id-5', 404],
        ['nobody', 404],
      ]),
    );
    expect(failed).toHaveLength(5);
    expect(result.failures.find(({ input }) => input === 'id-2')?.message).toContain('FAILED');
    expect(result.failures.find(({ input }) => input === 'id-2')?.message).toContain('could not perform the action');
    for (const failure of result.failures) {
      expect(failure).toMatchObject({ indicator: 'Retrieve Files failed.', outcome: 'not done' });
      expect(failure.remedy).toMatch(/\w \w.*\.$/);
    }
    expect(await output.names()).toEqual([nameOf('id-1'), nameOf('id-3')]);
  });

  test('it takes too long: what is there is downloaded, and how to go on is said', async () => {
    const { run, model, clock, begun } = await bench();
    model.reactions.put('id-2', { runMs: 3_600_000 });
    const result = await run(name, { ...of('id-1', 'id-2'), max_wait_seconds: 120 });
    const action_id = begun()[0]?.id;
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      keyFields: { pending: ['id-2'] },
      files: [{}],
      failures: [
        {
          input: 'id-2',
          code: 'CMD-921',
          statusCode: 202,
          outcome: 'unknown',
          message: 'it has not ended on this endpoint after 2 min (IN_PROGRESS)',
          remedy: expect.stringContaining(`retrieve-files with action_id ${action_id}`),
        },
      ],
    });
    await clock.advance(3_600_000);
    const later = await run(name, { action_id });
    // The file of the other host is there already.
    expect(later).toMatchObject({
      returnData: 'Partially Successful',
      failures: [{ input: 'id-1', code: 'FILE-801' }],
    });
    expect(later.files).toHaveLength(1);
  });

  test('the download is always cut: nothing is left of it', async () => {
    const { run, tenant, output, nameOf } = await bench();
    const seen: string[] = [];
    tenant.faults.add(
      atDownload(
        fault.when((call) => {
          if (!seen.includes(call.path)) seen.push(call.path);
          return seen.indexOf(call.path) === 1;
        }, fault.cut(0.6)),
      ),
    );
    const result = await run(name, of('id-1', 'id-2', 'id-3'));
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      failures: [{ input: 'id-2', code: 'NET-102', kind: 'unavailable' }],
    });
    expect(await output.names()).toEqual([nameOf('id-1'), nameOf('id-3')]);
  });

  test('the key may not have those of the first two: those of the others are fetched', async () => {
    const { run, tenant, output, nameOf } = await bench();
    const seen: string[] = [];
    const ofTheFirstTwo = (call: TenantCall) => {
      if (!seen.includes(call.path)) seen.push(call.path);
      return seen.indexOf(call.path) < 2;
    };
    tenant.faults.add(atDownload(fault.when(ofTheFirstTwo, fault.status(403))));
    const result = await run(name, of('id-1', 'id-2', 'id-3'));
    expect(result.failures).toMatchObject([
      { input: 'id-1', statusCode: 403 },
      { input: 'id-2', statusCode: 403 },
    ]);
    expect(await output.names()).toEqual([nameOf('id-3')]);
  });

  test('no file can be written: two downloads are enough to know', async () => {
    const refused = async () =>
      Promise.reject(new ConnectorError('state', 'files cannot be written (ENOSPC)', { code: 'DISK-702' }));
    const { run, tenant } = await bench({ hosts: 5, output: { create: refused } });
    const result = await run(name, of('id-1', 'id-2', 'id-3', 'id-4', 'id-5'));
    expect(result.failures.map(({ input, message }) => [input, message.startsWith('not tried, after: ')])).toEqual([
      ['id-1', false],
      ['id-2', false],
      ['id-3', true],
      ['id-4', true],
      ['id-5', true],
    ]);
    for (const { remedy } of result.failures) expect(remedy).toContain('retrieve-files with action_id');
    expect(tenant.requests.filter(({ path }) => path.includes('/download/'))).toHaveLength(2);
  });

  test('a file of its name is there: how to go on without asking the endpoints again is said', async () => {
    const { run, model } = await bench();
    await run(name, of('id-1'));
    const action_id = String(model.actions[0]?.id);
    const remedy = `Move it, or choose another directory. Go on later: retrieve-files with action_id ${action_id}`;
    expect(await run(name, { action_id })).toMatchObject({
      returnData: 'Failed',
      failures: [{ input: 'id-1', code: 'FILE-801', remedy: expect.stringContaining(remedy) as string }],
    });
  });

  test('the link has expired, and another is asked for', async () => {
    const { run, tenant } = await bench();
    tenant.faults.add(atDownload(fault.nth(2, fault.status(403))));
    const result = await run(name, of('id-1', 'id-2'));
    expect(result).toMatchObject({ returnData: 'Successful', files: [{}, {}] });
    expect(tenant.requests.filter(({ path }) => path === fileRetrievalDetailsPath)).toHaveLength(2);
  });
});

describe('an answer of a server that means harm', () => {
  const links = (data: Readonly<Record<string, JsonValue>>) =>
    fault.at(fileRetrievalDetailsPath, fault.status(200, { body: { reply: { data } } }));

  test.for([
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data/iam/',
    'https://169.254.169.254/latest/meta-data/iam/',
    'http://files.example/f',
    '//169.254.169.254/f',
    'https://user:password@files.example/f',
    '../../etc/passwd',
  ])('does none with the link %s', async (link) => {
    const { run, tenant, output } = await bench();
    tenant.faults.add(links({ 'id-1': link }));
    const result = await run(name, of('id-1'));
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ input: 'id-1' }], files: [] });
    expect(await output.names()).toEqual([]);
  });

  test('keeps no signature of a link in its result', async () => {
    const { run, tenant } = await bench();
    tenant.faults.add(links({ 'id-1': ` ${tenant.url}/public_api/v1/download/x?sig=c0ffee` }));
    const result = await run(name, of('id-1'));
    expect(JSON.stringify(result)).toContain('[withheld]');
    expect(JSON.stringify(result)).not.toContain('c0ffee');
  });

  test('that begins an action and names no id is told, and not taken for a retrieval that was waited for', async () => {
    const { run, tenant, sent } = await bench();
    tenant.faults.add(fault.at(fileRetrievalPath, fault.status(200, { body: { reply: { endpoints_count: 1 } } })));
    expect(await run(name, of('id-1'))).toMatchObject({
      returnData: 'Partially Successful',
      failures: [{ outcome: 'unknown', code: 'CMD-921', remedy: expect.stringContaining('Action Center') as string }],
      files: [],
    });
    expect(sent(actionStatusPath)).toEqual([]);
    expect(await run(name, { ...of('id-1'), wait: false })).toMatchObject({ returnData: 'Successful' });
  });

  test('gets no key elsewhere', async () => {
    const elsewhere = await bench();
    const { run, tenant } = await bench();
    tenant.faults.add(links({ 'id-1': `${elsewhere.tenant.url}/f` }));
    elsewhere.tenant.faults.add(fault.redirect(`${tenant.url}/f`));
    const result = await run(name, of('id-1'));
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ input: 'id-1', code: 'FILE-811' }] });
    expect(elsewhere.tenant.requests.length).toBeGreaterThan(0);
    expect(JSON.stringify(elsewhere.tenant.requests)).not.toContain(demoKey.key);
  });

  test('names endpoints as it likes, and files have harmless names', async () => {
    const { run, tenant, output, model } = await bench();
    const ids = ['../../etc/passwd', '..', 'a/b', 'A\u0000b', 'id.1', 'ID-1', 'id-1', `${'x'.repeat(300)}`];
    const data = Object.fromEntries(ids.map((id) => [id, 'COMPLETED_SUCCESSFULLY']));
    tenant.faults.add(fault.at(actionStatusPath, fault.status(200, { body: { reply: { data } } })));
    tenant.faults.add(links(Object.fromEntries(ids.map((id) => [id, `${tenant.url}/public_api/v1/download/x`]))));
    tenant.faults.add(atDownload(fault.status(200, { headers: { 'content-type': 'application/zip' }, body: zip })));
    const result = await run(name, { action_id: 1 });
    expect(result).toMatchObject({ returnData: 'Successful', failures: [] });
    const names = await output.names();
    expect(new Set(names.map((each) => each.toLowerCase())).size).toBe(ids.length);
    for (const each of names) expect(each).toMatch(/^retrieve-files\.1\.[\w-]{1,40}\.zip$/);
    expect(model.actions).toEqual([]);
  });

  test('is no archive but a page or an error', async () => {
    const { run, tenant, output } = await bench();
    const error = { reply: { err_code: 500, err_msg: 'internal', err_extra: null } };
    tenant.faults.add(atDownload(fault.inTurn(fault.html(), fault.status(200, { body: error }))));
    const result = await run(name, of('id-1', 'id-2'));
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ input: 'id-1' }, { input: 'id-2' }] });
    expect(await output.names()).toEqual([]);
  });
});

const eleven = Array.from({ length: 11 }, (_, n) => `id-${n}`);

test.for([
  [{ ...of('id-1'), endpoint_ids: eleven }, 'endpoint_ids must hold at most 10'],
  [{ ...of('id-1'), endpoint_ids: eleven.slice(1), host_names: ['a'] }, 'together must be at most 10'],
  [{ ...of('id-1'), file_paths: Array.from({ length: 21 }, (_, n) => `C:\\${n}`) }, 'file_paths must hold at most 20'],
  [{ ...of('id-1'), os: 'amiga' }, 'os must be one of windows, linux, macos'],
  [{ os: 'windows', file_paths: paths }, 'endpoint_ids is needed, or host_names'],
  [{ endpoint_ids: ['id-1'] }, 'os must be one of windows, linux, macos; file_paths must hold at least one'],
  [{ ...of('id-1'), action_id: 1 }, 'action_id goes with wait alone'],
  [{ action_id: 1, endpoint_ids: ['id-1'] }, 'action_id goes with wait alone'],
  [{ action_id: 1, os: 'windows' }, 'action_id goes with wait alone'],
  [{ action_id: 1, file_paths: paths }, 'action_id goes with wait alone'],
  [{ action_id: 1, incident_id: 891 }, 'action_id goes with wait alone'],
  [{ action_id: 'abc' }, 'action_id must be the id of an action'],
  [{ ...of('id-1'), max_wait_seconds: 0 }, 'max_wait_seconds must be a whole number from 1 to 86400'],
  [{ ...of('id-1'), file_path: 'x' }, 'file_path is no parameter of retrieve-files'],
] as const)('an input that makes no sense is refused before anything is sent: %j', async ([input, said]) => {
  const { run, tenant } = await bench();
  await expect(run(name, input)).rejects.toThrow(said);
  expect(tenant.requests).toEqual([]);
});

test('names that are more than 10 endpoints together are refused before anything is done', async () => {
  const { run, model } = await bench({ hosts: 11 });
  for (let number = 1; number <= 11; number += 1) model.hosts.change(`id-${number}`, { endpoint_name: 'shared' });
  const input = { host_names: ['shared'], shared_names: 'all', os: 'windows', file_paths: paths };
  expect(await run(name, input)).toMatchObject({ returnData: 'Failed', failures: [{ code: 'CMD-911' }] });
  expect(model.actions).toEqual([]);
});
