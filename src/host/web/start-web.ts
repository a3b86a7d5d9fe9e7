import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ConnectorError } from '../../contract/index.ts';
import type { ListenAddress } from '../config/configuration.ts';
import { isLoopback } from '../config/listen-address.ts';
import { answerBrokenRequest } from './answer-broken-request.ts';
import { policyHeaders } from './policy-headers.ts';
import { refusalOf } from './refusal.ts';
import { createWebApp, type WebAppParts } from './web-app.ts';

export interface WebParts extends WebAppParts {
  readonly listen: ListenAddress;
}

export interface Web {
  /** Such as http://127.0.0.1:8687. */
  readonly url: string;
  /** Ends after the answers under way, within a second. */
  close(): Promise<void>;
}

const limits = {
  maxHeaderSize: 8 * 1024,
  /** From the first byte of a request to the end of its head, and to its own end. */
  headersTimeout: 5000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
};
const maxConnections = 64;
/** How long nothing may move on a connection. */
const idleMs = 15_000;
const closeGraceMs = 1000;

/**
 * Serves /healthz, /readyz and /metrics on this machine.
 * @throws ConnectorError `config`: the address is not one of this machine alone, or cannot be listened on.
 */
export async function startWeb({ listen, ...parts }: WebParts): Promise<Web> {
  if (!isLoopback(listen.host)) throw notLoopback(listen);
  const app = createWebApp(parts);
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  // Without a Host header it is refused like any other name, with our headers.
  const server = createServer({ ...limits, requireHostHeader: false }, guarded(listener));
  server.maxConnections = maxConnections;
  server.setTimeout(idleMs);
  server.on('clientError', answerBrokenRequest);
  // Nobody waits here for a word of encouragement: no body is taken, and no other expectation is met.
  server.on('checkContinue', guarded(listener)).on('checkExpectation', guarded(listener));
  const { port } = await listening(server, listen);
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  return { url: `http://${host}:${port}`, close: () => closed(server) };
}

/** What every request goes through first, whatever becomes of it afterwards. */
function guarded(listener: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>): RequestListener {
  return (incoming, outgoing) => {
    for (const [name, value] of Object.entries(policyHeaders)) outgoing.setHeader(name, value);
    const refused = refusalOf(incoming);
    if (!refused) return void listener(incoming, outgoing);
    const body = JSON.stringify({ error: refused.message });
    outgoing.writeHead(refused.status, {
      ...refused.headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    outgoing.end(body);
  };
}

async function listening(server: Server, { host, port }: ListenAddress): Promise<AddressInfo> {
  server.listen({ host, port });
  try {
    await once(server, 'listening');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new ConnectorError('config', `web.listen ${host}:${port} cannot be listened on: ${reason}`, {
      cause: error,
      code: 'WEB-801',
      remedy: 'Choose an address and a port of this machine that nobody else listens on, or leave web out.',
    });
  }
  return server.address() as AddressInfo;
}

async function closed(server: Server): Promise<void> {
  const impatient = setTimeout(() => server.closeAllConnections(), closeGraceMs);
  server.close();
  server.closeIdleConnections();
  await once(server, 'close');
  clearTimeout(impatient);
}

function notLoopback({ host, port }: ListenAddress): ConnectorError {
  const reason = 'other machines could read it: it has neither TLS nor credentials yet';
  return new ConnectorError('config', `web.listen is ${host}:${port}: ${reason}`, {
    code: 'WEB-802',
    remedy: 'Listen on 127.0.0.1 or [::1], and put a proxy with TLS and credentials in front of it.',
  });
}
