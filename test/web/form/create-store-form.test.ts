import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { createApi } from '../../../src/web/api/create-api.ts';
import { createStoreForm } from '../../../src/web/form/editor/create-store-form.ts';
import { addWork, changeWork, copyWork } from '../../../src/web/form/editor/form-work.ts';
import { someConnector, someInfo } from './made-up-info.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

type Answer = (request: IncomingMessage) => { readonly status?: number; readonly body: unknown };

/** A server that answers as it is told to, and what it was asked. */
async function asked(answer: Answer) {
  const calls: { readonly call: string; readonly ifMatch: string | undefined; readonly body: unknown }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const call = `${request.method} ${request.url}`;
      calls.push({ call, ifMatch: request.headers['if-match'], body: body === '' ? undefined : JSON.parse(body) });
      const { status = 200, body: answered } = answer(request);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { calls, api: createApi(() => {}, `http://127.0.0.1:${port}`) };
}

const info = someInfo();
const saved = someConnector();

describe('how a form is saved', () => {
  test('new connectors are added in one step', async () => {
    const { calls, api } = await asked(() => ({ status: 201, body: { connectors: [saved] } }));
    const work = addWork(info);
    const stored = await createStoreForm(work, api)({ ...work.first, name: 'SOC', sources: ['xdr-incidents'] });
    expect(stored).toEqual([saved]);
    expect(calls.map(({ call }) => call)).toEqual(['POST /connectors']);
  });

  test('one that is changed says which state of it was changed', async () => {
    const { calls, api } = await asked(() => ({ body: saved }));
    const work = changeWork(info, saved);
    await createStoreForm(work, api)(work.first);
    expect(calls).toMatchObject([{ call: 'PUT /connectors/soc-eu', ifMatch: '"1"', body: { name: 'SOC EU' } }]);
  });

  test('going over what somebody else has saved asks first what that is', async () => {
    const { calls, api } = await asked(() => ({ body: someConnector({ etag: '"7"' }) }));
    const work = changeWork(info, saved);
    await createStoreForm(work, api).overwrite(work.first);
    expect(calls.map(({ call, ifMatch }) => [call, ifMatch])).toEqual([
      ['GET /connectors/soc-eu', undefined],
      ['PUT /connectors/soc-eu', '"7"'],
    ]);
  });

  test('a copy of which only the name is new is made in one step, secrets and all', async () => {
    const { calls, api } = await asked(() => ({ status: 201, body: someConnector({ id: 'copy' }) }));
    const work = copyWork(info, saved);
    await createStoreForm(work, api)({ ...work.first, name: 'Other' });
    expect(calls).toMatchObject([{ call: 'POST /connectors/soc-eu/clone', body: { name: 'Other' } }]);
  });

  test('a copy is not made a second time when changing it was refused', async () => {
    let refuse = true;
    const { calls, api } = await asked(({ method }) =>
      method === 'PUT' && refuse ? { status: 422, body: { error: 'no' } } : { body: someConnector({ id: 'copy' }) },
    );
    const work = copyWork(info, saved);
    const store = createStoreForm(work, api);
    const values = { ...work.first, settings: { ...work.first.settings, poll_interval: '5m' } };
    await expect(store(values)).rejects.toThrow('no');
    refuse = false;
    await store(values);
    const put = 'PUT /connectors/copy';
    expect(calls.map(({ call }) => call)).toEqual(['POST /connectors/soc-eu/clone', put, put]);
  });

  test('a copy of one of the file is a new connector', async () => {
    const { calls, api } = await asked(() => ({ status: 201, body: { connectors: [saved] } }));
    const work = copyWork(info, someConnector({ origin: 'file' }));
    expect(work.first.name).toBe('SOC EU (copy)');
    // It has no secrets that could stand in for blank ones.
    expect(work.setup.existing).toBeUndefined();
    await createStoreForm(work, api)(work.first);
    expect(calls.map(({ call }) => call)).toEqual(['POST /connectors']);
  });
});
