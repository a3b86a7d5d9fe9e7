import { ConnectorError } from '../../contract/index.ts';

/** A pause longer than this is not sat out. */
export const longestSleepMs = 5000;

/** The tenant asked for a pause that is too long to be sat out. */
export function pausedError(origin: string, retryAfterMs: number): ConnectorError {
  const host = new URL(origin).host;
  return new ConnectorError(
    'throttled',
    `${host} asked to wait ${Math.ceil(retryAfterMs / 1000)} s before the next request`,
    {
      code: 'API-429',
      remedy: 'Nothing: it goes on by itself; lower requests_per_second when other clients share the tenant.',
      retryAfterMs,
    },
  );
}
