import { Agent, request } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { demoKey, startFakeTenant, type FakeTenant } from '../../src/testing/fake-tenant.ts';
import type { Fault } from '../../src/testing/faults/fault.ts';
import { fault } from '../../src/testing/faults/fault-kinds.ts';
import { pageFault } from '../../src/testing/faults/page-fault.ts';
import { auditList, incidentList } from '../../src/testing/tenant/list-spec.ts';

const started: FakeTenant[] = [];
const agents: Agent[] = [];
afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.destroy()));
  await Promise.all(started.splice(0).map((tenant) => tenant.close()));
});

async function tenantWith(...faults: Fault[]) {
  const tenant = await startFakeTenant({ requestsPerSecond: Infinity });
  started.push(tenant);
  for (const each of faults) tenant.faults.add(each);
  for (let n = 1; n <= 3; n += 1) {
    tenant.model.incidents.put({ incident_id: String(n), modification_time: n, creation_time: n });
  }
  return tenant;
}

async function send(tenant: FakeTenant, path = incidentList.path, signal = AbortSignal.timeout(10_000)) {
  const agent = new Agent({ headersTimeout: 10_000 });
  agents.push(agent);
  return request(tenant.url + path, {
    method: 'POST',
    headers: { authorization: demoKey.key, 'x-xdr-auth-id': demoKey.id },
    body: '{"request_data":{"search_from":0,"search_to":2}}',
    dispatcher: agent,
    signal,
  });
}

const status = async (tenant: FakeTenant, path?: string) => (await send(tenant, path)).statusCode;
const statuses = async (tenant: FakeTenant, count: number) => {
  const seen: number[] = [];
  for (let n = 0; n < count; n += 1) seen.push(await status(tenant));
  return seen;
};
const text = async (tenant: FakeTenant) => (await send(tenant)).body.text();
const json = async (tenant: FakeTenant) => JSON.parse(await text(tenant)) as Record<string, Record<string, unknown>>;

describe('when a fault strikes', () => {
  test.each<[string, Fault, number[]]>([
    ['every second call', fault.every(2, fault.status(503)), [200, 503, 200, 503]],
    ['once', fault.once(fault.status(503)), [503, 200, 200, 200]],
    ['the third', fault.nth(3, fault.status(503)), [200, 200, 503, 200]],
    ['the first two', fault.first(2, fault.status(503)), [503, 503, 200, 200]],
    ['after the first two', fault.after(2, fault.status(503)), [200, 200, 503, 503]],
    ['in turn', fault.inTurn(fault.status(500), fault.status(502), fault.none()), [500, 502, 200, 200]],
    [
      'the first with something to say',
      fault.any(fault.nth(2, fault.status(500)), fault.every(2, fault.status(502))),
      [200, 500, 200, 502],
    ],
    ['of those of a path', fault.at(incidentList.path, fault.once(fault.status(503))), [503, 200, 200, 200]],
    ['not on another path', fault.at(auditList.path, fault.status(503)), [200, 200, 200, 200]],
    ['by chance', fault.sometimes(0.5, alternating(), fault.status(503)), [503, 200, 503, 200]],
  ])('%s', async (_name, each, expected) => {
    expect(await statuses(await tenantWith(each), 4)).toEqual(expected);
  });

  test('a fault put into service twice counts twice from the start', async () => {
    const once = fault.once(fault.status(503));
    expect(await statuses(await tenantWith(once), 2)).toEqual([503, 200]);
    expect(await statuses(await tenantWith(once), 2)).toEqual([503, 200]);
  });

  test('faults are taken out of service one by one or all at once', async () => {
    const tenant = await tenantWith();
    const remove = tenant.faults.add(fault.status(500));
    tenant.faults.add(fault.status(502));
    expect(await status(tenant)).toBe(500);
    remove();
    expect(await status(tenant)).toBe(502);
    tenant.faults.clear();
    expect(await status(tenant)).toBe(200);
  });
});

function alternating(): () => number {
  let draw = 0.9;
  return () => (draw = 1 - draw);
}

describe('what a fault does to the connection', () => {
  test.each(['before', 'after'] as const)('reset %s the work is done', async (when) => {
    const tenant = await tenantWith(fault.reset(when));
    await expect(send(tenant)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(tenant.requests.map((each) => each.status)).toEqual([undefined]);
  });

  test.each([
    ['reset', 'ECONNRESET'],
    ['close', 'UND_ERR_SOCKET'],
  ] as const)('a body cut short by a %s', async (end, code) => {
    const answer = await send(await tenantWith(fault.cut(0.5, end)));
    expect(answer.statusCode).toBe(200);
    await expect(answer.body.text()).rejects.toMatchObject({ code });
  });

  test.each(['nothing', 'headers'] as const)('a hang that gives %s', async (after) => {
    const tenant = await tenantWith(fault.hang(after));
    const giveUp = new AbortController();
    const answer = send(tenant, incidentList.path, giveUp.signal).then((response) => response.body.text());
    await tenant.until(() => tenant.requests.length === 1, AbortSignal.timeout(5000));
    giveUp.abort(new Error('enough'));
    await expect(answer).rejects.toThrow('enough');
  });

  test('a drip arrives whole in the end', async () => {
    expect(await json(await tenantWith(fault.drip(0)))).toHaveProperty('reply.result_count', 2);
  });

  test('a huge answer has the size it was given', async () => {
    const body = await text(await tenantWith(fault.huge(3_000_000)));
    expect(body).toHaveLength(3_000_000);
    expect(JSON.parse(body)).toHaveProperty('reply');
  });

  test('a bomb is small on the wire', async () => {
    const answer = await send(await tenantWith(fault.gzipBomb()));
    expect(answer.headers['content-encoding']).toBe('gzip');
    const { byteLength } = await answer.body.arrayBuffer();
    expect(byteLength).toBeGreaterThan(100_000);
    expect(byteLength).toBeLessThan(300_000);
  });

  test('an endless body ends when the client hangs up', async () => {
    const tenant = await tenantWith(fault.endlessBody());
    const answer = await send(tenant);
    answer.body.on('error', () => {});
    answer.body.destroy();
    await tenant.until(() => tenant.requests.length === 1, AbortSignal.timeout(5000));
    expect(tenant.requests[0]?.status).toBe(200);
  });
});

describe('what a fault answers', () => {
  test('Retry-After, pages for people, redirects, raw bytes', async () => {
    expect((await send(await tenantWith(fault.retryAfter('17', 503)))).headers['retry-after']).toBe('17');
    expect((await send(await tenantWith(fault.html()))).headers['content-type']).toMatch(/^text\/html/);
    const moved = await send(await tenantWith(fault.redirect('https://elsewhere.example/', 307)));
    expect([moved.statusCode, moved.headers['location']]).toEqual([307, 'https://elsewhere.example/']);
    expect(await text(await tenantWith(fault.raw('{"reply":')))).toBe('{"reply":');
  });

  test('lying and missing counts', async () => {
    expect(await json(await tenantWith(pageFault.count(-1)))).toMatchObject({
      reply: { total_count: -1, result_count: -1 },
    });
    expect((await json(await tenantWith(pageFault.count(undefined))))['reply']).not.toHaveProperty('total_count');
  });

  test('null lists, lists around replies, errors inside a 200', async () => {
    expect(await json(await tenantWith(pageFault.nullList()))).toMatchObject({
      reply: { incidents: null, total_count: null },
    });
    expect((await json(await tenantWith(pageFault.listReply())))['reply']).toMatchObject([{ result_count: 2 }]);
    const inside = await send(await tenantWith(pageFault.errorInside(500, 'no')));
    expect(inside.statusCode).toBe(200);
    expect(await inside.body.json()).toEqual({ reply: { err_code: 500, err_msg: 'no' } });
  });

  test('rows in another order, or changed', async () => {
    expect(await json(await tenantWith(pageFault.unsorted()))).toMatchObject({
      reply: { incidents: [{ incident_id: '2' }, { incident_id: '3' }] },
    });
    expect(await json(await tenantWith(pageFault.rows(() => 'x')))).toMatchObject({ reply: { incidents: ['x', 'x'] } });
  });

  test('pages without end: the same one, or always new rows', async () => {
    const same = await tenantWith(pageFault.samePage());
    const first = await text(same);
    for (const id of ['1', '2', '3']) same.model.incidents.remove(id);
    expect(await text(same)).toBe(first);
    const fresh = await tenantWith(pageFault.freshPages((n) => ({ incident_id: n }), 2));
    expect(await json(fresh)).toMatchObject({ reply: { incidents: [{ incident_id: 0 }, { incident_id: 1 }] } });
    expect(await json(fresh)).toMatchObject({
      reply: { incidents: [{ incident_id: 2 }, { incident_id: 3 }], total_count: 2 },
    });
  });

  test('a page fault leaves an error alone', async () => {
    const tenant = await tenantWith(pageFault.nullList());
    tenant.setKeys([]);
    expect(await json(tenant)).toMatchObject({ reply: { err_code: 401 } });
  });
});
