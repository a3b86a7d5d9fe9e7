/* Tenant and endpoint, in a process of their own: what they use is not on the collectors' account. */
import { on } from 'node:events';
import {
  createBelievableDay,
  createTenantModel,
  fault,
  type FakeOtlpEndpoint,
  type OtlpCall,
  otlpFault,
  startFakeOtlpEndpoint,
  startFakeTenant,
} from '../src/testing/index.ts';
import type { Answers, Question } from './start-servers.ts';

const counts = { incidents: Number(process.env['BENCH_INCIDENTS']), audits: Number(process.env['BENCH_AUDITS']) };
const model = createTenantModel({ offsetCeiling: Infinity });
createBelievableDay({ model }).fill(Date.now(), counts);
const tenant = await startFakeTenant({ model, requestsPerSecond: Infinity });
let endpoint: FakeOtlpEndpoint | undefined;

/** A fresh endpoint, so that nothing of an earlier run is counted. */
async function open(keepRecords: boolean): Promise<Answers['open']> {
  await endpoint?.close();
  endpoint = await startFakeOtlpEndpoint({ keepRecords });
  return { tenantUrl: tenant.url, endpointUrl: endpoint.url };
}

async function openInTrouble(): Promise<Answers['open']> {
  const urls = await open(false);
  endpoint?.faults.add(fault.any<OtlpCall>(fault.every(10, otlpFault.status(503)), fault.slow(300)));
  return urls;
}

async function answer(ask: keyof Answers): Promise<unknown> {
  switch (ask) {
    case 'open':
      return open(false);
    case 'open to keep':
      return open(true);
    case 'open in trouble':
      return openInTrouble();
    case 'records':
      return endpoint?.counts().size ?? 0;
    case 'received':
      return endpoint?.received() ?? [];
  }
}

process.send?.('ready');
for await (const [{ ask }] of on(process, 'message') as AsyncIterable<[Question]>) process.send?.(await answer(ask));
