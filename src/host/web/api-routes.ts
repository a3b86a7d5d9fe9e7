import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { ApiRoute } from '../../api/api-route.ts';
import { includesRole } from '../../api/role.ts';
import { type ApiRouteName, apiRoutes } from '../../api/routes.ts';
import type { Download } from '../console/console.ts';
import type { ApiCall } from './api-call.ts';
import { apiPrefix } from './api-prefix.ts';
import { apiHandlers, type ApiParts } from './api-handlers.ts';
import { Refused } from './refused.ts';
import { requestBody } from './request-body.ts';
import { shaped } from './shaped.ts';
import { streamed } from './streamed.ts';

export type WebContext = Context<{ Bindings: HttpBindings }>;

/** How long nothing may move on a connection of somebody who is signed in: a test or a delivery takes its time. */
const patienceMs = 120_000;

/** Adds a handler for each route of the table, and an answer to whatever else is asked for beside them. */
export function addApiRoutes(
  app: Hono<{ Bindings: HttpBindings }>,
  parts: ApiParts & { readonly closing: AbortSignal },
) {
  const handlers = apiHandlers(parts);
  const names = Object.keys(apiRoutes) as ApiRouteName[];
  for (const name of names) {
    const route: ApiRoute = apiRoutes[name];
    // What follows gives each call the shape its route says: the table of handlers is typed by the same table.
    const handler = handlers[name] as (call: ApiCall<ApiRouteName>) => unknown;
    app.on(route.method, pattern(route), async (context) => {
      const caller = route.role === undefined ? undefined : authorized(context, route.role);
      context.env.incoming.socket.setTimeout(patienceMs);
      const call = { ...(await requestOf(context, route, parts.closing)), caller } as ApiCall<ApiRouteName>;
      return answered(context, route, await handler(call));
    });
  }
  for (const path of new Set(names.map((name) => pattern(apiRoutes[name])))) {
    app.all(path, (context) => {
      parts.authentication.callerOf(context.env.incoming);
      const allowed = names.map((name) => apiRoutes[name]).filter((route) => pattern(route) === path);
      const allow = allowed.map(({ method }) => method).join(', ');
      throw new Refused(405, { error: 'method not allowed' }, { allow });
    });
  }
  // What is there and what is not looks the same to whoever is not signed in.
  app.all('/api/*', (context) => {
    parts.authentication.callerOf(context.env.incoming);
    throw new Refused(404, { error: 'not found' });
  });

  function authorized({ env }: WebContext, needed: NonNullable<ApiRoute['role']>) {
    const caller = parts.authentication.callerOf(env.incoming);
    if (includesRole(caller.role, needed)) return caller;
    throw new Refused(403, { error: `this takes the role ${needed}; ${caller.name} is ${caller.role}` });
  }

  async function answered(context: WebContext, route: ApiRoute, answer: unknown): Promise<Response> {
    const status = route.status ?? 200;
    const as = route.as ?? 'application/json';
    switch (as) {
      case 'application/json':
        return status === 204 ? context.body(null, 204) : context.json(answer as object, status);
      case 'application/vnd.oai.openapi+json':
        return context.body(JSON.stringify(answer), 200, { 'content-type': as });
      case 'text/csv':
        return context.body(String(answer), 200, { 'content-type': `${as}; charset=utf-8` });
      case 'application/x-ndjson':
        return stream(context, as, await streamed(answer as AsyncIterable<unknown>, line, parts.logger));
      case 'text/event-stream':
        return stream(context, as, await streamed(answer as AsyncIterable<Uint8Array>, same, parts.logger));
      case 'application/octet-stream': {
        const { name, bytes, content } = answer as Download;
        // The name is our own, of letters that need no quoting.
        context.header('content-disposition', `attachment; filename="${name}"`);
        context.header('content-length', String(bytes));
        return stream(context, as, await streamed(content, same, parts.logger));
      }
    }
  }
}

/** Literal but for ids and names, which have the letters of such: what is encoded is no path of ours. */
function pattern({ path }: ApiRoute): string {
  const named = path
    .replace('{id}', ':id{[a-z0-9-]{1,64}}')
    .replace('{call}', ':call{[A-Za-z0-9-]{1,64}}')
    .replace('{file}', ':file{[A-Za-z0-9._-]{1,128}}');
  return `${apiPrefix}${named}`;
}

async function requestOf(context: WebContext, route: ApiRoute, closing: AbortSignal) {
  const { incoming, outgoing } = context.env;
  const sent = route.method === 'GET' ? undefined : await requestBody(incoming);
  return {
    id: context.req.param('id') ?? '',
    call: context.req.param('call') ?? '',
    file: context.req.param('file') ?? '',
    body: bodyOf(route, sent),
    query: queryOf(route, new URLSearchParams(incoming.url?.split('?').slice(1).join('?'))),
    ifMatch: incoming.headers['if-match']?.trim() || undefined,
    signal: AbortSignal.any([closing, goneSignal(outgoing)]),
    incoming,
    header: (name: string, value: string) => context.header(name, value),
  };
}

function bodyOf({ body }: ApiRoute, sent: unknown): unknown {
  if (body) return shaped(body, sent, 422);
  const isNothing = sent === undefined || (typeof sent === 'object' && sent !== null && Object.keys(sent).length === 0);
  if (!isNothing) throw new Refused(400, { error: 'a body is not taken' });
  return undefined;
}

function queryOf({ query }: ApiRoute, sent: URLSearchParams): unknown {
  if (query) return shaped(query, Object.fromEntries(sent), 400);
  if (sent.size > 0) throw new Refused(400, { error: 'a query is not taken' });
  return undefined;
}

function goneSignal(outgoing: HttpBindings['outgoing']): AbortSignal {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  return gone.signal;
}

function stream(context: WebContext, type: string, body: ReadableStream<Uint8Array>): Response {
  // A proxy that collects an answer before it passes it on would hold a stream back.
  return context.body(body, 200, { 'content-type': type, 'x-accel-buffering': 'no' });
}

const encoder = new TextEncoder();
const line = (part: unknown) => encoder.encode(`${JSON.stringify(part)}\n`);
const same = (part: Uint8Array) => part;
