import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { policyHeaders } from './policy-headers.ts';

/** Answers what is no HTTP request, is too large, or does not come to its end; then the connection is gone. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const status = statuses.get(error.code) ?? 400;
  const headers = Object.entries({ ...policyHeaders, connection: 'close', 'content-length': '0' });
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  // Not only ended: whoever goes on sending would keep it open.
  socket.end(`${head.join('\r\n')}\r\n\r\n`, () => socket.destroy());
}

const statuses: ReadonlyMap<string | undefined, number> = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
]);
