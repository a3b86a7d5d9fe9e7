import type { LookupAddress } from 'node:dns';
import { connect, type LookupFunction, type Socket } from 'node:net';
import { classifyFailure } from '../cortex/classify-failure.ts';

/** Where to connect to: a name, and the addresses that were found for it and may be used. */
export interface Place {
  readonly hostname: string;
  readonly addresses: readonly LookupAddress[];
  readonly port: number;
}

export const connectTimeoutMs = 10_000;

/**
 * Opens a connection and ends it. Gives the address that answered.
 * @throws ConnectorError NET-102.
 */
export async function connectTcp(place: Place, signal: AbortSignal): Promise<string> {
  const { hostname, port } = place;
  const socket = connect({ host: hostname, port, lookup: lookupIn(place), signal, timeout: connectTimeoutMs });
  try {
    await opened(socket, 'connect');
    return socket.remoteAddress ?? hostname;
  } catch (failure) {
    throw classifyFailure(failure, hostname, (text) => text);
  } finally {
    socket.destroy();
  }
}

/** Resolves when the event comes; rejects when an error or the socket's timeout comes first. */
export function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve());
    // Stays: an error after the end is of no interest, and without a listener it would end the process.
    socket.on('error', reject);
    socket.once('timeout', () => reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  });
}

/** Only the addresses that were judged are connected to: asked again, DNS might give others. */
export function lookupIn({ addresses }: Place): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else if (first) callback(null, first.address, first.family);
    else callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
  };
}
