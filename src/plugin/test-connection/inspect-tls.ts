import { isIP } from 'node:net';
import {
  connect,
  type DetailedPeerCertificate,
  getCACertificates,
  type PeerCertificate,
  type TLSSocket,
} from 'node:tls';
import { ConnectorError } from '../../contract/index.ts';
import { classifyFailure } from '../cortex/classify-failure.ts';
import { upstreamText } from '../cortex/upstream-text.ts';
import { connectTimeoutMs, lookupIn, opened, type Place } from './connect-tcp.ts';

/** What a TLS server showed. */
export interface ServerCertificate {
  /** Such as TLSv1.3. */
  readonly protocol: string;
  readonly issuer: string;
  /** Epoch milliseconds. */
  readonly validToMs: number;
}

/**
 * Looks at a server's certificate, judged as the connections of the collector judge it.
 * @throws ConnectorError TLS-201 or TLS-202, with names and dates; NET-102 when the handshake does not end.
 */
export async function inspectTls(
  place: Place,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<ServerCertificate> {
  const { hostname, port } = place;
  const socket = connect({
    host: hostname,
    port,
    lookup: lookupIn(place),
    ...(isIP(hostname) === 0 ? { servername: hostname } : undefined),
    minVersion: 'TLSv1.2',
    ca: [...getCACertificates('default'), ...getCACertificates('system'), ...(ca === undefined ? [] : [ca])],
    // Nothing is ever sent here. Ended by Node, a bad certificate could not be looked at; it is refused below.
    rejectUnauthorized: false,
    timeout: connectTimeoutMs,
  });
  const abort = () => socket.destroy();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await opened(socket, 'secureConnect');
    return judged(socket, hostname);
  } catch (failure) {
    throw classifyFailure(failure, hostname, (text) => text);
  } finally {
    signal.removeEventListener('abort', abort);
    socket.destroy();
  }
}

function judged(socket: TLSSocket, hostname: string): ServerCertificate {
  const certificate = socket.getPeerCertificate();
  if (!socket.authorized) throw refusal(socket, certificate, hostname);
  return {
    protocol: socket.getProtocol() ?? 'TLS',
    issuer: nameOf(certificate.issuer),
    validToMs: Date.parse(certificate.valid_to),
  };
}

function refusal(
  socket: TLSSocket,
  shown: PeerCertificate | DetailedPeerCertificate,
  hostname: string,
): ConnectorError {
  // Typed as an error, and in truth its code.
  const { kind, message, code, remedy } = classifyFailure(
    { code: String(socket.authorizationError) },
    hostname,
    (text) => text,
  );
  const names = upstreamText(shown.subjectaltname ?? nameOf(shown.subject), (text) => text);
  const dates = `valid from ${dayOf(shown.valid_from)} to ${dayOf(shown.valid_to)}`;
  const details = `for ${names}, issued by ${nameOf(shown.issuer)}, ${dates}`;
  return new ConnectorError(kind, `${message}: ${details}`, {
    ...(code === undefined ? undefined : { code }),
    ...(remedy === undefined ? undefined : { remedy }),
  });
}

function nameOf(name: PeerCertificate['issuer'] | undefined): string {
  const known = name?.O ?? name?.CN ?? 'an authority without a name';
  return upstreamText([known].flat().join(', '), (text) => text);
}

function dayOf(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? 'an unknown day' : new Date(ms).toISOString().slice(0, 10);
}
