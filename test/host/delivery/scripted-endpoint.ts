import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** The body as it was before compression. */
  readonly body: Buffer;
  /** Number of the connection it came over, from 0. */
  readonly connection: number;
  /** `log.record.uid` of its records, in order. */
  readonly uids: readonly string[];
}

/** What the endpoint does with one request, whose body was read. */
export type Behaviour = (response: ServerResponse, request: SeenRequest) => void;

export interface ScriptedEndpoint extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Behaviours used up one per request, then `otherwise`. */
  readonly script: Behaviour[];
  otherwise: Behaviour;
}

export const accept: Behaviour = (response) => answer(200, '{}')(response, undefined as never);

export function answer(status: number, body = '', headers: Record<string, string> = {}): Behaviour {
  return (response) => {
    const type = body === '' ? {} : { 'content-type': 'application/json' };
    response.writeHead(status, { ...type, ...headers }).end(body);
  };
}

/** Resets the connection without an answer. */
export const reset: Behaviour = (response) => (response.socket as Socket).resetAndDestroy();

/** Never answers. */
export const hang: Behaviour = () => {};

/** Sends the head of a 200 and a part of its body that reads like a whole one, then closes the connection, by FIN or by RST. */
export function cut(how: 'end' | 'reset'): Behaviour {
  return (response) => {
    const socket = response.socket as Socket;
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n{}', () =>
      how === 'end' ? socket.end() : socket.resetAndDestroy(),
    );
  };
}

/** Drips a 200 of JSON, one blank every `everyMs`, for ever. */
export function drip(everyMs: number): Behaviour {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), everyMs);
    response.on('close', () => clearInterval(timer));
  };
}

export async function startEndpoint(otherwise: Behaviour = accept, tls?: ServerOptions): Promise<ScriptedEndpoint> {
  const requests: SeenRequest[] = [];
  const script: Behaviour[] = [];
  const connections: Socket[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => {});
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
      const connection = connections.indexOf(request.socket);
      const seen = { path: request.url ?? '', headers: request.headers, body, connection, uids: uidsOf(body) };
      requests.push(seen);
      (script.shift() ?? endpoint.otherwise)(response, seen);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
    connections.push(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint: ScriptedEndpoint = {
    url: `${tls === undefined ? 'http://127.0.0.1' : 'https://localhost'}:${port}`,
    requests,
    script,
    otherwise,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of connections) socket.destroy();
      await closed;
    },
  };
  return endpoint;
}

/** Uids are 64 hex digits in either encoding, next to the name of their attribute. */
function uidsOf(body: Buffer): string[] {
  const found = body.toString('latin1').matchAll(/log\.record\.uid.{0,30}?([0-9a-f]{64})/gs);
  return [...found].map((match) => match[1] ?? '');
}
