import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Agent, type Dispatcher } from 'undici';
import { createWriteApi, type WriteApi } from '../../../src/plugin/cortex/create-write-api.ts';
import type { CortexApiOptions } from '../../../src/plugin/cortex/create-cortex-api.ts';
import { createBodyGate } from '../../../src/plugin/cortex/read-body.ts';
import { createBudgets } from '../../../src/plugin/cortex/request-budget.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { demoKey, fault, type FakeTenant, startFakeTenant } from '../../../src/testing/index.ts';
import { memoryMemo } from '../../../src/shared/memory-memo.ts';
import { seededRandom } from '../../../src/testing/seeded-random.ts';
import { createVirtualClock } from '../../../src/testing/virtual-clock.ts';

const path = '/public_api/v1/endpoints/isolate';
const body = { request_data: { endpoint_id: 'ab12' } };
const never = new AbortController().signal;
const accepted = { reply: { action_id: 1, status: 1, endpoints_count: 1 } };
const enveloped = (code: number, message: string) => ({ reply: { err_code: code, err_msg: message, err_extra: null } });

let tenant: FakeTenant;
let dispatcher: Dispatcher;
beforeEach(async () => {
  tenant = await startFakeTenant();
  dispatcher = new Agent({ allowH2: false });
});
afterEach(async () => {
  await dispatcher.destroy();
  await tenant.close();
});

interface Given {
  readonly origin?: string;
  readonly keyType?: CortexApiOptions['credentials']['keyType'];
  readonly requestTimeoutMs?: number;
}

function writes({ origin = tenant.url, keyType = 'standard', requestTimeoutMs = 5000 }: Given = {}): WriteApi {
  const clock = createVirtualClock(Date.now(), { sleep: 'passes' });
  return createWriteApi({
    origin,
    credentials: { key: new Secret(demoKey.key), keyId: demoKey.id, keyType },
    dispatcher,
    budget: createBudgets().budgetFor(origin, 1000, clock),
    bodyGate: createBodyGate(),
    tools: { clock, random: seededRandom(1), memo: memoryMemo() },
    requestTimeoutMs,
  });
}

/** How often it arrived. */
const arrived = () => tenant.requests.filter((request) => request.path === path).length;

describe('a request that changes something', () => {
  test('is done when the API says so', async () => {
    tenant.faults.add(fault.at(path, fault.raw(JSON.stringify(accepted))));
    expect(await writes().change(path, body, never)).toEqual({ outcome: 'done', body: accepted });
    expect(arrived()).toBe(1);
  });

  test.for([
    [400, 'protocol', {}],
    [402, 'license', enveloped(402, 'no licence')],
    [403, 'permission', enveloped(403, 'forbidden')],
    [404, 'config', {}],
    [413, 'protocol', {}],
    [429, 'throttled', enveloped(429, 'Too many requests.')],
    [500, 'protocol', enveloped(500, 'An error occurred: filters is not valid')],
  ] as const)('is not done when it is refused with %i', async ([status, kind, said]) => {
    tenant.faults.add(fault.at(path, fault.status(status, { body: said })));
    const outcome = await writes().change(path, body, never);
    expect(outcome).toMatchObject({ outcome: 'not done', error: { kind, status } });
    expect(arrived()).toBe(1);
  });

  test.for([
    ['an error inside that has no known reason', fault.status(500, { body: enveloped(500, 'something broke') })],
    [
      'a gateway that gave up',
      fault.status(504, { body: '<html>timeout</html>', headers: { 'content-type': 'text/html' } }),
    ],
    ['a gateway without a backend', fault.status(502)],
    ['a service that is not available', fault.status(503)],
    ['a service that asks to come back later', fault.retryAfter('1', 503)],
    ['words that are not the API’s', fault.status(500, { body: { message: 'invalid response from upstream' } })],
    ['words that are of no form at all', fault.raw('upstream connect error or disconnect/reset before headers', 500)],
    ['a redirect, which may follow on what was done', fault.redirect('https://login.example/')],
    ['a success that is not understood', fault.raw('{"reply": {"action_id"')],
    ['a page in place of an answer', fault.html()],
    ['a connection that ends before the answer', fault.reset('before')],
    ['a connection that ends after the work', fault.reset('after')],
    ['an answer that is cut', fault.cut(0.5)],
    ['an answer that ends early and quietly', fault.cut(0.5, 'close')],
  ] as const)('has an unknown outcome after %s, and is not sent again', async ([, broken]) => {
    tenant.faults.add(fault.at(path, broken));
    const outcome = await writes().change(path, body, never);
    expect(outcome).toMatchObject({ outcome: 'unknown' });
    expect(arrived()).toBe(1);
  });

  test('has an unknown outcome when no answer comes in time', async () => {
    tenant.faults.add(fault.at(path, fault.hang()));
    const outcome = await writes({ requestTimeoutMs: 200 }).change(path, body, never);
    expect(outcome).toMatchObject({ outcome: 'unknown', error: { code: 'NET-102' } });
  });

  test('has an unknown outcome when it is interrupted under way', async () => {
    tenant.faults.add(fault.at(path, fault.hang()));
    const interrupted = new AbortController();
    const outcome = writes().change(path, body, interrupted.signal);
    await tenant.until(() => arrived() === 1, AbortSignal.timeout(5000));
    interrupted.abort(new Error('enough'));
    expect(await outcome).toMatchObject({ outcome: 'unknown', error: { code: 'CMD-903' } });
  });

  test('is not sent once it is interrupted', async () => {
    await expect(writes().change(path, body, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    expect(arrived()).toBe(0);
  });

  test('is not done where nobody listens', async () => {
    const closed = await startFakeTenant();
    await closed.close();
    const outcome = await writes({ origin: closed.url }).change(path, body, never);
    expect(outcome).toMatchObject({ outcome: 'not done', error: { kind: 'unavailable' } });
  });

  test('is sent again in the other way when the key was not recognised, which is before anything is done', async () => {
    tenant.faults.add(fault.at(path, fault.after(1, fault.raw(JSON.stringify(accepted)))));
    expect(await writes({ keyType: 'auto' }).change(path, body, never)).toMatchObject({ outcome: 'done' });
    expect(tenant.requests.map(({ status }) => status)).toEqual([401, 200]);
  });

  test('is not sent again when a connection that was kept turns out to be closed', async () => {
    const one = writes();
    tenant.faults.add(fault.at(path, fault.inTurn(fault.raw(JSON.stringify(accepted)), fault.reset('before'))));
    expect(await one.change(path, body, never)).toMatchObject({ outcome: 'done' });
    expect(await one.change(path, body, never)).toMatchObject({ outcome: 'unknown' });
    expect(arrived()).toBe(2);
  });
});
