import { createHash } from 'node:crypto';
import type { Secret } from '../../shared/secret.ts';

/** Security level of an API key. A Standard key is sent as it is, an Advanced one signs each request. */
export type SigningType = 'standard' | 'advanced';

export interface Signing {
  readonly key: Secret;
  /** Absent for XSOAR 6, whose keys have no id and are always sent as they are. */
  readonly keyId: string | undefined;
  readonly type: SigningType;
  /** 64 characters of [A-Za-z0-9], never used twice. */
  readonly nonce: string;
  /** The server's time, epoch milliseconds. */
  readonly timestampMs: number;
}

/**
 * The headers that authenticate one attempt (Cortex XDR REST API, Get Started with APIs; Cortex XSOAR 6 API: the key
 * alone). Advanced: plain SHA-256 over key, nonce and time without separators; not an HMAC.
 */
export function authHeaders({ key, keyId, type, nonce, timestampMs }: Signing): Readonly<Record<string, string>> {
  if (keyId === undefined) return { authorization: key.reveal() };
  if (type === 'standard') return { authorization: key.reveal(), 'x-xdr-auth-id': keyId };
  const timestamp = String(Math.trunc(timestampMs));
  return {
    authorization: createHash('sha256').update(`${key.reveal()}${nonce}${timestamp}`).digest('hex'),
    'x-xdr-auth-id': keyId,
    'x-xdr-nonce': nonce,
    'x-xdr-timestamp': timestamp,
  };
}
