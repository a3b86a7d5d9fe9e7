import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { ConnectorError, type Clock } from '../../contract/index.ts';
import type { ListenAddress, WebConfiguration } from '../config/configuration.ts';
import { isLoopback } from '../config/listen-address.ts';
import type { Console } from '../console/console.ts';
import { createAuthentication } from './authentication.ts';
import { type ConsoleToken, consoleToken, forgetConsoleToken } from './console-token.ts';
import { createOverviewFeed } from './overview-feed.ts';
import { policyHeaders, strictTransport } from './policy-headers.ts';
import { type Reach, refusalOf } from './refusal.ts';
import { startServer } from './start-server.ts';
import { createWebApp, type WebAppParts } from './web-app.ts';

export interface WebParts extends Omit<WebAppParts, 'api' | 'open'>, WebConfiguration {
  /** Undefined: probes and metrics only. */
  readonly console: Console | undefined;
  /** Absolute, it exists: where the token people sign in with is kept. */
  readonly stateDirectory: string;
  readonly clock: Clock;
}

export interface Web {
  /** Such as http://127.0.0.1:8687. */
  readonly url: string;
  /**
   * Where a person signs in. Holds the token where the configuration names no credential: for a terminal, never for a log.
   */
  readonly signInUrl: string;
  /** File that holds the token; undefined where the configuration names credentials. */
  readonly tokenFile: string | undefined;
  /** Ends streams at once, and after the answers under way, within a second. */
  close(): Promise<void>;
}

/**
 * Serves the console, /healthz, /readyz and /metrics.
 * @throws ConnectorError `config`: the address cannot be listened on, or lets others than this machine in without TLS and
 * credentials; `state`: the token cannot be kept.
 */
export async function startWeb(parts: WebParts): Promise<Web> {
  const { listen, tls, hosts, access } = parts;
  const open = !isLoopback(listen.host);
  if (open && (!tls || access.length === 0)) throw notProtected(listen);
  const token = tokenOf(parts);
  const closing = new AbortController();
  const api = apiOf(parts, token, closing.signal);
  const { fetch } = createWebApp({ ...parts, api, open });
  const reach = { hosts: [...hosts, inUrl(listen.host).toLowerCase()], secure: tls !== undefined };
  const listener = guarded(getRequestListener(fetch, { overrideGlobalObjects: false }), reach);
  const server = await startServer({ listen, tls, listener });
  const url = `${tls ? 'https' : 'http'}://${shownHost(parts)}:${server.port}`;
  return {
    url,
    signInUrl: token ? `${url}/#token=${token.credential.token.reveal()}` : `${url}/`,
    tokenFile: token?.path,
    async close() {
      closing.abort();
      api?.feed.close();
      await server.close();
    },
  };
}

function tokenOf({ console, access, stateDirectory, random, logger }: WebParts): ConsoleToken | undefined {
  if (!console) return undefined;
  if (access.length === 0) return consoleToken({ stateDirectory, random, logger });
  forgetConsoleToken(stateDirectory);
  return undefined;
}

function apiOf(parts: WebParts, token: ConsoleToken | undefined, closing: AbortSignal): WebAppParts['api'] {
  const { console, access, tls, clock, random, logger } = parts;
  if (!console) return undefined;
  const credentials = token ? [token.credential] : access;
  return {
    console,
    authentication: createAuthentication({ access: credentials, secure: tls !== undefined, clock, random, logger }),
    feed: createOverviewFeed({ overview: () => console.overview(), clock, logger }),
    clock,
    logger,
    closing,
  };
}

/** What every request goes through first, whatever becomes of it afterwards. */
function guarded(
  listener: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>,
  reach: Reach,
): RequestListener {
  const headers = Object.entries({ ...policyHeaders, ...(reach.secure && strictTransport) });
  return (incoming, outgoing) => {
    for (const [name, value] of headers) outgoing.setHeader(name, value);
    const refused = refusalOf(incoming, reach);
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

/** A name to reach it by, where it listens on every address. */
function shownHost({ listen: { host }, hosts }: WebParts): string {
  if (host === '0.0.0.0' || host === '::') return hosts[0] ?? 'localhost';
  return inUrl(host);
}

function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function notProtected({ host, port }: ListenAddress): ConnectorError {
  const reason = 'other machines would reach it: that takes web.tls and web.access';
  return new ConnectorError('config', `web.listen is ${host}:${port}: ${reason}`, {
    code: 'WEB-802',
    remedy: 'Give a certificate under web.tls and credentials under web.access, or listen on 127.0.0.1 or [::1].',
  });
}
