import { Agent, request } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/contract/index.ts';
import {
  abortScanPath,
  actionStatusPath,
  alertCapturesPath,
  believableHost,
  believableIncident,
  createVirtualClock,
  demoKey,
  downloadPath,
  fault,
  fileRetrievalDetailsPath,
  fileRetrievalPath,
  hostIndexPath,
  hostList,
  insertIndicatorsPath,
  isolatePath,
  queryQuotaPath,
  queryResultsPath,
  queryStreamPath,
  runSnippetPath,
  scanPath,
  scriptResultFilesPath,
  scriptResultsPath,
  scriptStatusPath,
  seededRandom,
  signedDownloadPath,
  startFakeTenant,
  startQueryPath,
  unisolatePath,
  updateIncidentPath,
  type FakeTenant,
  type FakeTenantOptions,
} from '../../src/testing/index.ts';
import { drained } from './live-bytes.ts';

const at = Date.UTC(2026, 2, 2, 8);
const mebibyte = 1024 * 1024;
const agent = new Agent({ keepAliveTimeout: 1 });
const started: FakeTenant[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((tenant) => tenant.close()));
});

const host = (id: string) => ({
  ...believableHost(seededRandom(1), 1, at),
  endpoint_id: id,
  os_type: 'AGENT_OS_LINUX',
});
const key = { authorization: demoKey.key, 'x-xdr-auth-id': demoKey.id };
const byId = [{ field: 'endpoint_id_list', operator: 'in', value: ['one'] }];

async function start(options: FakeTenantOptions = {}) {
  const clock = createVirtualClock(at);
  const tenant = await startFakeTenant({ clock, requestsPerSecond: Infinity, ...options });
  started.push(tenant);
  tenant.model.hosts.put(host('one'));
  tenant.model.incidents.put(believableIncident(seededRandom(1), 1, at));
  const post = async (path: string, data: JsonValue) =>
    request(tenant.url + path, {
      method: 'POST',
      headers: key,
      body: JSON.stringify({ request_data: data }),
      dispatcher: agent,
    });
  const reply = async <Reply>(path: string, data: JsonValue) =>
    ((await (await post(path, data)).body.json()) as { reply: Reply }).reply;
  const get = async (url: string, headers: Record<string, string> = {}) => request(url, { headers, dispatcher: agent });
  return { tenant, clock, post, reply, get };
}

const writes: readonly [string, JsonValue][] = [
  [isolatePath, { endpoint_id: 'one' }],
  [unisolatePath, { endpoint_id: 'one' }],
  [scanPath, { filters: 'all' }],
  [fileRetrievalPath, { filters: byId, files: { linux: ['/etc/hosts'] } }],
  [runSnippetPath, { filters: byId, snippet_code: 'x' }],
  [updateIncidentPath, { incident_id: '1', update_data: { notes: 'x' } }],
  [insertIndicatorsPath, [{ indicator: '203.0.113.9', type: 'IP', severity: 'LOW' }]],
];

describe('a write', () => {
  test.each(writes)(
    'to %s is done once when its answer is lost, and never when it is refused before',
    async (path, data) => {
      const { tenant, post } = await start();
      const lost = tenant.faults.add(fault.at(path, fault.reset('after')));
      await expect(post(path, data)).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect(tenant.model.actions.map(({ kind }) => kind)).toEqual([path.replace(/^.*\//, '')]);
      lost();
      for (const before of [fault.reset('before'), fault.status(503)]) {
        const remove = tenant.faults.add(fault.at(path, before));
        await post(path, data).catch(() => undefined);
        remove();
      }
      expect(tenant.model.actions).toHaveLength(1);
    },
  );

  test('that stops a scan is done when its answer is lost', async () => {
    const { tenant, post, reply } = await start();
    const scan = await reply<{ action_id: number }>(scanPath, { filters: 'all' });
    tenant.faults.add(fault.at(abortScanPath, fault.reset('after')));
    await expect(post(abortScanPath, { filters: 'all' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    const status = await reply<{ data: JsonValue }>(actionStatusPath, { group_action_id: scan.action_id });
    expect(status.data).toEqual({ one: 'CANCELLED' });
  });
});

describe('rights, licences and the rate limit', () => {
  const reads = [
    hostList.path,
    hostIndexPath,
    actionStatusPath,
    alertCapturesPath,
    fileRetrievalDetailsPath,
    scriptStatusPath,
    scriptResultsPath,
    scriptResultFilesPath,
    startQueryPath,
    queryResultsPath,
    queryStreamPath,
    queryQuotaPath,
  ];
  test.each([abortScanPath, ...writes.map(([path]) => path), ...reads])('of %s', async (path) => {
    const { tenant, post } = await start({ keys: [{ ...demoKey, forbidden: [path] }], requestsPerSecond: 2 });
    expect((await post(path, {})).statusCode).toBe(403);
    tenant.setKeys([{ ...demoKey, unlicensed: [path] }]);
    expect((await post(`${path}/`, {})).statusCode).toBe(402);
    expect(tenant.model.actions).toEqual([]);
    tenant.setKeys([demoKey]);
    await post(path, {});
    await post(path, {});
    expect((await post(path, {})).statusCode).toBe(429);
    tenant.setKeys([]);
    expect((await post(path, {})).statusCode).toBe(401);
  });

  test('of downloads, whose value stands in the path', async () => {
    const { tenant, get } = await start({ keys: [{ ...demoKey, forbidden: [downloadPath] }] });
    const url = `${tenant.url}/public_api/v1/download/x`;
    expect((await get(url)).statusCode).toBe(401);
    expect((await get(url, key)).statusCode).toBe(403);
    tenant.setKeys([demoKey]);
    expect((await get(url, key)).statusCode).toBe(404);
  });
});

describe('files', () => {
  async function retrieved(sizeBytes: number) {
    const base = await start();
    base.tenant.model.reactions.otherwise({ pendingMs: 0, runMs: 0 });
    base.tenant.model.files.put('one', 'file_retrieval', { sizeBytes });
    const { action_id: id } = await base.reply<{ action_id: number }>(fileRetrievalPath, {
      filters: byId,
      files: { linux: ['/etc/hosts'] },
    });
    const { data } = await base.reply<{ data: { one: string } }>(fileRetrievalDetailsPath, { group_action_id: id });
    return { ...base, link: data.one };
  }

  test('that were retrieved come from the tenant’s own origin, to those who have the key', async () => {
    const { tenant, get, link } = await retrieved(1000);
    expect(link).toMatch(`${tenant.url}/public_api/v1/download/`);
    expect((await get(link)).statusCode).toBe(401);
    const answer = await get(link, { ...key, 'accept-encoding': 'gzip' });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    expect(answer.headers).toMatchObject({ 'content-type': 'application/zip', 'content-length': String(bytes.length) });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(bytes.length).toBeGreaterThan(1000);
  });

  test('of hundreds of MiB are made while they are sent', async () => {
    const { get, link } = await retrieved(300 * mebibyte);
    const answer = await get(link, key);
    const { bytes, mostHeld } = await drained(answer.body);
    expect(bytes).toBe(Number(answer.headers['content-length']));
    expect(bytes).toBeGreaterThan(300 * mebibyte);
    // What is on its way between the two, however busy the machine is.
    expect(mostHeld).toBeLessThan(64 * mebibyte);
  });

  test('can be cut in the middle, and are told to be longer', async () => {
    const { tenant, get, link } = await retrieved(8 * mebibyte);
    tenant.faults.add(fault.at(downloadPath, fault.cut(0.25, 'close')));
    const answer = await get(link, key);
    let bytes = 0;
    const read = async () => {
      for await (const chunk of answer.body as AsyncIterable<Buffer>) bytes += chunk.length;
    };
    await expect(read()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    expect(bytes).toBe(Math.floor(Number(answer.headers['content-length']) / 4));
  });

  async function scripted(options: FakeTenantOptions) {
    const base = await start(options);
    base.tenant.model.reactions.otherwise({ pendingMs: 0, runMs: 0 });
    base.tenant.model.files.put('one', 'run_snippet_code_script', { bytes: Buffer.from('PK zip') });
    const { action_id: id } = await base.reply<{ action_id: number }>(runSnippetPath, {
      filters: byId,
      snippet_code: 'x',
    });
    const files = { action_id: id, endpoint_id: 'one' };
    const { DATA: link } = await base.reply<{ DATA: string }>(scriptResultFilesPath, files);
    return { ...base, link };
  }

  test.each(['here', 'elsewhere'] as const)('of scripts come without a key, from %s', async (signedLinks) => {
    const { tenant, clock, get, link } = await scripted({ signedLinks });
    expect(new URL(link).origin).toBe(tenant.signedUrl);
    expect(tenant.signedUrl === tenant.url).toBe(signedLinks === 'here');
    const answer = await get(link);
    expect([answer.statusCode, await answer.body.text()]).toEqual([200, 'PK zip']);
    expect(tenant.requests.at(-1)).toMatchObject({
      origin: tenant.signedUrl,
      query: new URL(link).search,
      headers: expect.not.objectContaining({ authorization: expect.anything() }),
      status: 200,
    });
    await clock.advance(600_000);
    expect((await get(link)).statusCode).toBe(403);
  });

  test('the other origin serves nothing else, and what is sent to it is remembered', async () => {
    const { tenant, get, link } = await scripted({ signedLinks: 'elsewhere' });
    expect((await get(tenant.signedUrl + hostList.path, key)).statusCode).toBe(500);
    expect((await get(link.replace(tenant.signedUrl, tenant.url), key)).statusCode).toBe(500);
    await get(link, key);
    expect(tenant.requests.at(-1)?.headers['authorization']).toBe(demoKey.key);
  });

  test('faults strike on signed links, too', async () => {
    const { tenant, get, link } = await scripted({ signedLinks: 'elsewhere' });
    tenant.faults.add(fault.at(signedDownloadPath, fault.status(503)));
    expect((await get(link)).statusCode).toBe(503);
  });
});
