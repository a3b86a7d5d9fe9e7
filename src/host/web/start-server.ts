import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ConnectorError } from '../../contract/index.ts';
import type { ListenAddress, WebConfiguration } from '../config/configuration.ts';
import { answerBrokenRequest } from './answer-broken-request.ts';

export interface ServerParts {
  readonly listen: ListenAddress;
  readonly tls: WebConfiguration['tls'];
  readonly listener: RequestListener;
}

export interface RunningServer {
  readonly port: number;
  /** Ends after the answers under way, within a second. */
  close(): Promise<void>;
}

const limits = {
  maxHeaderSize: 16 * 1024,
  /** From the first byte of a request to the end of its head, and to its own end. */
  headersTimeout: 5000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
  // Without a Host header it is refused like any other name, with our headers.
  requireHostHeader: false,
};
const maxConnections = 256;
/** How long nothing may move on a connection. */
const idleMs = 15_000;
const closeGraceMs = 1000;

/**
 * An HTTP server that bounds what anybody can take of it: time, connections, bytes.
 * @throws ConnectorError `config` when the address cannot be listened on, or the certificate cannot be used.
 */
export async function startServer({ listen, tls, listener }: ServerParts): Promise<RunningServer> {
  const server = tls ? tlsServer(tls, listener) : createServer(limits, listener);
  server.maxConnections = maxConnections;
  server.setTimeout(idleMs);
  server.on('clientError', answerBrokenRequest);
  // Nobody waits here for a word of encouragement: bodies are small, and no other expectation is met.
  server.on('checkContinue', listener).on('checkExpectation', listener);
  const { port } = await listening(server, listen);
  return { port, close: () => closed(server) };
}

function tlsServer({ cert, key }: NonNullable<ServerParts['tls']>, listener: RequestListener): Server {
  try {
    return createTlsServer(
      { ...limits, cert, key: key.reveal(), minVersion: 'TLSv1.2', handshakeTimeout: 5000 },
      listener,
    );
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'not understood';
    throw new ConnectorError('config', `the certificate of web.tls cannot be used: ${reason}`, {
      code: 'WEB-803',
      remedy: 'Give a certificate chain and the private key that belongs to it, both as PEM.',
    });
  }
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
