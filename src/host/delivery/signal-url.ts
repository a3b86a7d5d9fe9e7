/** The URL a signal is posted to: `path` under the endpoint's path, unless it ends with it (OTLP exporter specification). */
export function signalUrl(endpoint: string, path: '/v1/logs' | '/v1/metrics'): string {
  const url = new URL(endpoint);
  const base = url.pathname.replace(/\/+$/, '');
  url.pathname = base.endsWith(path) ? base : base + path;
  return url.href;
}
