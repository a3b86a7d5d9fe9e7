import { gunzipSync } from 'node:zlib';
import { Agent, request } from 'undici';
import type { JsonObject } from '../src/testing/index.ts';
import { demoKey } from '../src/testing/index.ts';
import { lists, pageSize, type Kind } from './workload.ts';

/** All records of a tenant that nobody changes, page by page: parse, and nothing else. */
export async function* readPages(tenantUrl: string, kind: Kind): AsyncGenerator<readonly JsonObject[]> {
  const { path, rows, field } = lists[kind];
  const dispatcher = new Agent();
  const key = { authorization: demoKey.key, 'x-xdr-auth-id': demoKey.id };
  const headers = { ...key, 'content-type': 'application/json', 'accept-encoding': 'gzip' };
  for (let offset = 0; ; offset += pageSize) {
    const sort = { field, keyword: 'asc' };
    const body = JSON.stringify({ request_data: { search_from: offset, search_to: offset + pageSize, sort } });
    const answer = await request(tenantUrl + path, { method: 'POST', headers, body, dispatcher });
    const { reply } = JSON.parse(gunzipSync(await answer.body.arrayBuffer()).toString()) as {
      reply: Record<string, readonly JsonObject[]>;
    };
    const page = reply[rows] ?? [];
    yield page;
    if (page.length < pageSize) break;
  }
  await dispatcher.close();
}
