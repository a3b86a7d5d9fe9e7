import { createHash, timingSafeEqual } from 'node:crypto';
import type { Answer } from '../faults/answer.ts';
import { forbidden, unauthorized, unlicensed } from './error-answers.ts';

/** A key of the tenant. Without an id it is one of XSOAR 6. */
export interface ApiKey {
  readonly id?: string;
  readonly key: string;
  /** Default `standard`. */
  readonly type?: 'standard' | 'advanced';
  /** Refused before, epoch milliseconds. */
  readonly validFromMs?: number;
  /** Refused from then on; given out as `expiration` by `api_keys/get_api_keys`. */
  readonly expiresAtMs?: number;
  /** Paths its role may not use: 403. */
  readonly forbidden?: readonly string[];
  /** Paths the tenant has no licence for: 402. */
  readonly unlicensed?: readonly string[];
}

type Headers = Readonly<Record<string, string | undefined>>;

/** How far the timestamp of an Advanced key may be from the server's clock. */
const toleranceMs = 5 * 60_000;

/** What a request with these headers is refused with, or undefined when one of the keys lets it in. */
export function refusal(keys: readonly ApiKey[], path: string, headers: Headers, nowMs: number): Answer | undefined {
  const key = keys.find((candidate) => signedBy(candidate, headers, nowMs));
  if (!key) return unauthorized();
  if (key.unlicensed?.includes(path)) return unlicensed();
  return key.forbidden?.includes(path) ? forbidden() : undefined;
}

function signedBy(key: ApiKey, headers: Headers, nowMs: number): boolean {
  if (headers['x-xdr-auth-id'] !== key.id) return false;
  if (nowMs < (key.validFromMs ?? -Infinity) || nowMs >= (key.expiresAtMs ?? Infinity)) return false;
  const given = headers['authorization'] ?? '';
  return key.type === 'advanced' ? hasFreshHash(key.key, given, headers, nowMs) : same(given, key.key);
}

function hasFreshHash(key: string, given: string, headers: Headers, nowMs: number): boolean {
  const [nonce, timestamp] = [headers['x-xdr-nonce'] ?? '', headers['x-xdr-timestamp'] ?? ''];
  if (nonce === '' || !/^\d+$/.test(timestamp) || Math.abs(Number(timestamp) - nowMs) > toleranceMs) return false;
  // Plain SHA-256 over the three, no HMAC (Cortex XDR REST API, Get Started, Advanced API key).
  return same(given, createHash('sha256').update(`${key}${nonce}${timestamp}`).digest('hex'));
}

function same(given: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}
