/* The floor: parse, write OTLP/JSON by hand, POST. It checks nothing, keeps nothing and loses whatever goes wrong. */
import { Agent, request } from 'undici';
import { cortexOrigin } from '../src/plugin/sources/cortex-origin.ts';
import { fromEnvironment } from './bench-environment.ts';
import { handEncoded, handEncodedRecord } from './hand-encoded.ts';
import { handMapped } from './hand-mapped.ts';
import { readPages } from './read-pages.ts';
import { batchSize, lists } from './workload.ts';

const { kind, tenantUrl, endpointUrl } = fromEnvironment(process.env);
const origin = cortexOrigin(lists[kind].product, tenantUrl, 'public_api_v1');
const dispatcher = new Agent();
const headers = { 'content-type': 'application/json' };
let batch: Buffer[] = [];

async function send(): Promise<void> {
  const body = handEncoded(batch, origin);
  batch = [];
  const answer = await request(`${endpointUrl}/v1/logs`, { method: 'POST', headers, body, dispatcher });
  await answer.body.dump();
}

for await (const page of readPages(tenantUrl, kind)) {
  const observedNanos = `${Date.now()}000000`;
  for (const item of page) batch.push(handEncodedRecord(item, handMapped(kind, item, tenantUrl), observedNanos));
  if (batch.length >= batchSize) await send();
}
if (batch.length > 0) await send();
await dispatcher.close();
