import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../config/listen-address.ts';

/** Why a request is not looked at any further. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

const methods = ['GET', 'HEAD'];

/** Undefined when the request may be routed. Everything here is decided from its head alone. */
export function refusalOf({ method, url, headers, httpVersion }: IncomingMessage): Refusal | undefined {
  if (!isOurs(headers.host)) return refusal(421, 'this host is not served here');
  if (!methods.includes(method ?? '')) return refusal(405, 'method not allowed', { allow: methods.join(', ') });
  // No route takes one, and what is not read must not stay on a connection that goes on.
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0) {
    return refusal(413, 'a body is not taken', { connection: 'close' });
  }
  if (!url?.startsWith('/')) return refusal(400, 'bad request');
  return httpVersion.startsWith('1.') ? undefined : refusal(505, 'HTTP version not supported');
}

function refusal(status: number, message: string, headers: Refusal['headers'] = {}): Refusal {
  return { status, message, headers };
}

/**
 * Whether the name asked for is one of this machine's own, on whatever port: one may be forwarded. A page of another
 * site whose name was made to point here asks under that name.
 */
function isOurs(host: string | undefined): boolean {
  const [, name] = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(host ?? '') ?? [];
  return name !== undefined && isLoopback(name);
}
