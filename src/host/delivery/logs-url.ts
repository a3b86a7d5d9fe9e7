const path = '/v1/logs';

/** The URL logs are posted to: `/v1/logs` under the endpoint's path, unless it ends with it (OTLP exporter specification). */
export function logsUrl(endpoint: string): string {
  const url = new URL(endpoint);
  const base = url.pathname.replace(/\/+$/, '');
  url.pathname = base.endsWith(path) ? base : base + path;
  return url.href;
}

/** The same for display: user, password and query may be secrets. */
export function shownUrl(endpoint: string): string {
  const { origin, pathname } = new URL(logsUrl(endpoint));
  return origin + pathname;
}
