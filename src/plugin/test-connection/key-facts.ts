import { isConnectorError, type JsonValue } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import { timeMsOf } from '../sources/vendor-time.ts';
import { objectOf, textOf } from '../sources/vendor-values.ts';

/** What the API tells about a key. */
export interface KeyFacts {
  /** The key was recognised, whether or not it may ask about itself. */
  readonly accepted: boolean;
  /** When it expires, epoch milliseconds; `never`; undefined when that is not told. */
  readonly expires: number | 'never' | undefined;
}

const unknown: KeyFacts = { accepted: false, expires: undefined };
/** It is a courtesy: not worth the time of what decides. */
const longestMs = 5000;

/** Asks for the key's own row (Cortex XSIAM REST API, Get existing API keys). Needs a right many keys have not. */
export async function keyFacts(api: CortexApi, keyId: string, signal: AbortSignal): Promise<KeyFacts> {
  const filters = [{ field: 'id', operator: 'in', value: [numeric(keyId)] }];
  const brief = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
  try {
    const { body } = await api.post('/public_api/v1/api_keys/get_api_keys', { request_data: { filters } }, brief);
    return { accepted: true, expires: expiryIn(body, keyId) };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (brief.aborted) return unknown;
    if (!isConnectorError(error)) throw error;
    return { ...unknown, accepted: error.kind === 'permission' || error.kind === 'license' };
  }
}

function expiryIn(body: JsonValue, keyId: string): KeyFacts['expires'] {
  const rows = objectOf(objectOf(body)?.['reply'])?.['DATA'];
  if (!Array.isArray(rows)) return undefined;
  const row = rows.map((each: JsonValue) => objectOf(each)).find((each) => textOf(each?.['id']) === keyId);
  if (!row || !('expiration' in row)) return undefined;
  return timeMsOf(row['expiration']) ?? (row['expiration'] === null ? 'never' : undefined);
}

function numeric(keyId: string): number | string {
  const number = Number(keyId);
  return Number.isSafeInteger(number) ? number : keyId;
}
