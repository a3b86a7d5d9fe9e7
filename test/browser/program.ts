import type { ConnectorForm } from '../../src/api/connector-form.ts';
import { demoKey } from '../../src/testing/index.ts';
import type { Scene } from './scene.ts';

/** Asks the API as a program does, with the token. Gives the body; fails with what was answered instead of a success. */
export async function ask(
  { url, token }: Pick<Scene, 'url' | 'token'>,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: object,
): Promise<string> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-cortex-otel': '1' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text;
}

/** What the form would send for a connector of the scene's tenant. */
export function formFor({ tenant }: Pick<Scene, 'tenant'>, changes: Partial<ConnectorForm> = {}): ConnectorForm {
  return {
    name: 'SOC EU',
    sources: ['xdr-incidents'],
    destination: null,
    healthCheckInterval: null,
    ...changes,
    settings: {
      server_url: tenant.url,
      api_key_id: demoKey.id,
      api_key: demoKey.key,
      key_type: 'standard',
      poll_interval: '500ms',
      overlap: '10s',
      ...changes.settings,
    },
  };
}
