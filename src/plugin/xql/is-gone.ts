import type { ConnectorError } from '../../contract/index.ts';

/**
 * Whether a question about a run of a query, or a stream of its rows, failed because the tenant does not know it (any
 * more). With which words that is told stands in no document; as the id is all that is asked with, it is also what was
 * not accepted.
 */
export function isGone({ kind, code, status, message }: ConnectorError): boolean {
  if (code === 'API-404') return true;
  return status === 500 && (kind === 'protocol' || /\b(?:expired|no longer|not (?:exist|available))\b/i.test(message));
}
