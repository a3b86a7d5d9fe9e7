import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../config/listen-address.ts';
import { maxBodyBytes } from './request-body.ts';

/** Why a request is not looked at any further. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** How we are reached. */
export interface Reach {
  /** Names that may stand in a Host header beside those of this machine, lower-case. */
  readonly hosts: readonly string[];
  /** Whether TLS is spoken here. */
  readonly secure: boolean;
}

const safeMethods = ['GET', 'HEAD'];
const apiMethods = ['GET', 'POST', 'PUT', 'DELETE'];

/** Undefined when the request may be routed. Everything here is decided from its head alone. */
export function refusalOf(incoming: IncomingMessage, reach: Reach): Refusal | undefined {
  const { method = '', url, headers, httpVersion } = incoming;
  if (!isOurs(headers.host, reach.hosts)) return refusal(421, 'not served under this name: name it in web.hosts');
  if (!url?.startsWith('/')) return refusal(400, 'bad request');
  const api = url.startsWith('/api/');
  const methods = api ? apiMethods : safeMethods;
  if (!methods.includes(method)) return refusal(405, 'method not allowed', { allow: methods.join(', ') });
  if (!httpVersion.startsWith('1.')) return refusal(505, 'HTTP version not supported');
  return bodyRefusal(incoming) ?? (api ? foreignRefusal(incoming, reach) : undefined);
}

function bodyRefusal({ method = '', headers }: IncomingMessage): Refusal | undefined {
  const bytes = Number(headers['content-length'] ?? 0);
  // What is not read must not stay on a connection that goes on.
  if (safeMethods.includes(method)) {
    if (headers['transfer-encoding'] === undefined && bytes === 0) return undefined;
    return refusal(413, 'a body is not taken', { connection: 'close' });
  }
  return bytes > maxBodyBytes ? refusal(413, 'a body of at most 64 KiB is taken', { connection: 'close' }) : undefined;
}

/**
 * A page of another site must not do anything in the name of whoever is signed in here. What a form or a request without
 * preflight cannot do is demanded of everything that changes something; where a request comes from, of every one.
 */
function foreignRefusal(incoming: IncomingMessage, { secure }: Reach): Refusal | undefined {
  const { method = '', headers } = incoming;
  if (isForeign(incoming, secure)) return refusal(403, 'not from another site');
  if (safeMethods.includes(method)) return undefined;
  if (!/^application\/json *(;|$)/i.test(headers['content-type'] ?? '')) {
    return refusal(403, 'content-type has to be application/json');
  }
  return headers['x-cortex-otel'] === '1' ? undefined : refusal(403, 'the header x-cortex-otel: 1 is missing');
}

function isForeign({ method = '', headers }: IncomingMessage, secure: boolean): boolean {
  const { origin, host = '', authorization } = headers;
  const site = headers['sec-fetch-site'];
  if (origin !== undefined && !isSameOrigin(origin, host, secure)) return true;
  // `none`: typed in by a person, such as the address of an export.
  if (safeMethods.includes(method)) return site !== undefined && site !== 'same-origin' && site !== 'none';
  // A browser says at least one of the two. A program that brings a token of its own needs neither.
  return site === undefined ? origin === undefined && authorization === undefined : site !== 'same-origin';
}

/** Where a proxy speaks TLS for us, the origin is https and we are not; the other way round never. */
function isSameOrigin(origin: string, host: string, secure: boolean): boolean {
  const [, scheme, name] = /^(https?):\/\/([^/]+)$/i.exec(origin.toLowerCase()) ?? [];
  return name === host.toLowerCase() && (scheme === 'https' || !secure);
}

function refusal(status: number, message: string, headers: Refusal['headers'] = {}): Refusal {
  return { status, message, headers };
}

/**
 * Whether the name asked for is one of this machine's own or configured, on whatever port: one may be forwarded. A page of
 * another site whose name was made to point here asks under that name.
 */
function isOurs(host: string | undefined, hosts: readonly string[]): boolean {
  const [, name] = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(host ?? '') ?? [];
  return name !== undefined && (isLoopback(name) || hosts.includes(name.toLowerCase()));
}
