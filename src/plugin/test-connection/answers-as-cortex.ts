import type { Dispatcher } from 'undici';

const path = '/public_api/v1/healthcheck';
const longestMs = 5000;

/**
 * Whether a host serves the Cortex API at all, when a call was refused in a way that a wrong host might refuse it, too.
 * Asked without the key: "who are you?" in JSON is as good an answer as "available" (Cortex XDR REST API, System health
 * check; its words differ between tenants).
 */
export async function answersAsCortex(dispatcher: Dispatcher, origin: string, signal: AbortSignal): Promise<boolean> {
  const brief = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
  try {
    const { statusCode, headers, body } = await dispatcher.request({ origin, path, method: 'GET', signal: brief });
    await body.dump();
    const isJson = String(headers['content-type'] ?? '').startsWith('application/json');
    return isJson && [200, 401, 403].includes(statusCode);
  } catch {
    return false;
  }
}
