import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Secret } from '../../shared/secret.ts';

/** Hexadecimal digits that are kept of a hash: 128 bits, enough that no two values ever meet. */
const digits = 32;

/** What a keyed hash makes of things. The same key gives the same hash in every life. */
export interface KeyedHash {
  /** Of a value of a field, `hmac_` in front. */
  value(value: string | number | boolean, field: string): string;
  /** Of a record's uid: 64 hexadecimal digits, too. */
  uid(uid: string): string;
}

/**
 * HMAC-SHA-256. Upper and lower case, blanks around and the ways Unicode has to write a letter make no difference:
 * products spell the same user and host in several ways, and a hash is there to tell that they are the same.
 */
export function keyedHash(secret: Secret): KeyedHash {
  const key = createSecretKey(Buffer.from(secret.reveal(), 'utf8'));
  return {
    value: (value, field) => (field === 'hosts' ? hashedHost(key, String(value)) : hashedText(key, String(value))),
    uid: (uid) => hmac(key, `log.record.uid\n${uid}`),
  };
}

/**
 * An incident writes its hosts `name:agent_id` (Cortex XDR REST API, Get Incidents), split at the last colon as the
 * mapping does: each part is hashed by itself, so that it equals the hash of the same host in an alert.
 */
function hashedHost(key: KeyObject, host: string): string {
  const colon = host.lastIndexOf(':');
  if (colon <= 0) return hashedText(key, host);
  const [name, id] = [host.slice(0, colon), host.slice(colon + 1)];
  return `${hashedText(key, name)}:${id === '' || id === 'null' ? id : hashedText(key, id)}`;
}

function hashedText(key: KeyObject, text: string): string {
  return `hmac_${hmac(key, text.normalize('NFC').trim().toLowerCase()).slice(0, digits)}`;
}

function hmac(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex');
}
