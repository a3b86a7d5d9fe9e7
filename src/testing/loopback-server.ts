import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface LoopbackOptions {
  /** Default: any free one. */
  readonly port?: number;
  /** PEM texts; with them the server speaks HTTPS. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface LoopbackServer {
  /** Such as http://127.0.0.1:40123. */
  readonly url: string;
  readonly port: number;
  /** Ends every connection, also those that hang. */
  close(): Promise<void>;
}

/** Starts an HTTP(S) server on 127.0.0.1. A request whose listener rejects ends with its connection. */
export async function startLoopbackServer(
  listen: (...call: Parameters<RequestListener>) => unknown,
  options: LoopbackOptions = {},
): Promise<LoopbackServer> {
  async function answer(...[request, response]: Parameters<RequestListener>): Promise<void> {
    try {
      await listen(request, response);
    } catch {
      request.socket.destroy();
    }
  }
  const listener: RequestListener = (request, response) => void answer(request, response);
  const server: Server = options.tls ? createHttpsServer({ ...options.tls }, listener) : createHttpServer(listener);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;

  async function end(): Promise<void> {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    close: () => (closing ??= end()),
  };
}

/** Reads a request's body. Rejects when the client goes away before its end. */
export async function readBody(request: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The headers of a request by their names in lower case, those that came several times as one. */
export function singleHeaders({ headersDistinct }: IncomingMessage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(headersDistinct).map(([name, values]) => [name, values?.join(', ')]));
}
