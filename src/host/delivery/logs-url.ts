import { signalUrl } from './signal-url.ts';

export function logsUrl(endpoint: string): string {
  return signalUrl(endpoint, '/v1/logs');
}

/** The same for display: user, password and query may be secrets. */
export function shownUrl(endpoint: string): string {
  const { origin, pathname } = new URL(logsUrl(endpoint));
  return origin + pathname;
}
