import * as http from 'node:http';
import * as https from 'node:https';
import { getCACertificates } from 'node:tls';
import type { OtlpDestination } from './destination.ts';

/** Variables such as HTTPS_PROXY and NO_PROXY. */
export type ProxyEnvironment = Readonly<Record<string, string | undefined>>;

/** What of a destination its connections depend on. */
export type ConnectionTarget = Pick<OtlpDestination, 'endpoint' | 'ca' | 'clientCert' | 'clientKey'>;

/** Under the idle limits of common servers, so that a request is hardly ever written to a connection being closed. */
const idleMs = 4000;

/**
 * The keep-alive connections to one endpoint: its TLS, and its proxy. Certificates are always verified, whatever the
 * environment says; extra authorities add to the system's.
 */
export function createConnectionAgent(destination: ConnectionTarget, proxies: ProxyEnvironment): http.Agent {
  const url = new URL(destination.endpoint);
  const shared = { keepAlive: true, ...(isLoopback(url.hostname) ? {} : { proxyEnv: { ...proxies } }) };
  const agent =
    url.protocol === 'https:' ? new https.Agent({ ...shared, ...tlsOf(destination) }) : new http.Agent(shared);
  agent.on('free', (socket: { readonly timeout?: number; setTimeout(ms: number): void }) => {
    if (socket.timeout === undefined || socket.timeout === 0 || socket.timeout > idleMs) socket.setTimeout(idleMs);
  });
  return agent;
}

function tlsOf({ ca, clientCert, clientKey }: ConnectionTarget): https.AgentOptions {
  return {
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }),
    ...(clientCert === undefined ? {} : { cert: clientCert }),
    ...(clientKey === undefined ? {} : { key: clientKey.reveal() }),
  };
}

/** A proxy cannot mean our loopback, whatever NO_PROXY leaves out. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
