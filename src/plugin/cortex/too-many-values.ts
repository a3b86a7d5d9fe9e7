import { ConnectorError } from '../../contract/index.ts';
import { oversizedCode } from '../paging/feed.ts';

/**
 * The most values one answer may hold. An empty object takes 56 bytes of memory and three of JSON: sixteen megabytes of
 * those would be 300 in memory. The largest pages hold some ten thousand values.
 */
export const mostValues = 250_000;

export function tooManyValues(): ConnectorError {
  return new ConnectorError('protocol', `the answer holds more than ${mostValues} values`, { code: oversizedCode });
}
