import { request } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fault, startFakeOtlpEndpoint, startFakeTenant } from '../../src/testing/index.ts';
import { phaseAt } from './phase.ts';
import { type Wire, watchWire, type WireEvent } from './wire.ts';

let tenant: Awaited<ReturnType<typeof startFakeTenant>>;
let endpoint: Awaited<ReturnType<typeof startFakeOtlpEndpoint>>;
let wire: Wire;
beforeEach(async () => {
  [tenant, endpoint] = await Promise.all([startFakeTenant(), startFakeOtlpEndpoint()]);
  wire = watchWire({ tenant: tenant.url, endpoint: endpoint.url });
});
afterEach(async () => {
  wire.close();
  await Promise.all([tenant.close(), endpoint.close()]);
});

const now = () => performance.now();
const post = async (url: string, body = '{}') =>
  request(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
const read = async () => (await post(`${tenant.url}/nowhere`)).body.dump();
const send = async () => (await post(`${endpoint.url}/v1/logs`)).body.dump();

/** The phase at the moment of an event. */
async function phaseOn(what: WireEvent['what'], work: () => Promise<unknown>) {
  const phase = new Promise((resolve) => {
    wire.listen((event) => {
      if (event.what === what) resolve(phaseAt(wire, now()));
    });
  });
  await work();
  return phase;
}

test('a request that is open is what a collector is at; an export counts more than a read', async () => {
  expect(phaseAt(wire, now())).toBe('waiting');
  expect(await phaseOn('request', read)).toBe('reading');
  tenant.faults.add(fault.hang());
  const hanging = read().catch(() => {});
  await tenant.until(() => tenant.requests.length === 2, AbortSignal.timeout(5000));
  expect(phaseAt(wire, now())).toBe('reading');
  expect(await phaseOn('request', send)).toBe('exporting');
  await tenant.close();
  await hanging;
  expect(wire.exchanges.map(({ answer }) => answer)).toEqual(['told', 'lost', 'told']);
});

test('after an acceptance a collector commits, until it asks again or has had the time', async () => {
  expect(await phaseOn('answer', send)).toBe('committing');
  const toldMs = wire.exchanges.at(-1)?.toldMs ?? 0;
  expect(phaseAt(wire, toldMs + 50)).toBe('committing');
  expect(phaseAt(wire, toldMs + 51)).toBe('waiting');
  await read();
  expect(phaseAt(wire, toldMs + 1)).toBe('waiting');
  endpoint.faults.add(fault.status(503));
  expect(await phaseOn('answer', send)).toBe('waiting');
});
