import type { JsonValue } from '../../../src/contract/index.ts';
import type { ApiAnswer, CortexApi } from '../../../src/plugin/cortex/cortex-api.ts';
import type { CortexConfig } from '../../../src/plugin/cortex-config.ts';
import { validateConnector } from '../../../src/plugin/validate.ts';

/** An API that gives one answer to everything, and tells what it was asked. */
export function scriptedApi(body: JsonValue, dateMs?: number): CortexApi & { readonly asked: [string, JsonValue][] } {
  const asked: [string, JsonValue][] = [];
  return {
    origin: 'https://api-acme.xdr.eu.paloaltonetworks.com',
    asked,
    async post(path, request): Promise<ApiAnswer> {
      asked.push([path, request]);
      return { body, dateMs };
    },
  };
}

/** A connector of a tenant that exists on paper only; `extra` overrides settings. */
export function connectorOf(source: string, extra: Readonly<Record<string, unknown>> = {}): CortexConfig {
  const settings = { source, fqdn: 'acme.xdr.eu.paloaltonetworks.com', api_key_id: '12', api_key: 'k'.repeat(128) };
  const validation = validateConnector({ ...settings, ...extra });
  if (!validation.ok) throw new Error(JSON.stringify(validation.fields));
  return validation.config;
}

/** A connector of an XSOAR 6 server. */
export function xsoar6Connector(): CortexConfig {
  return connectorOf('xsoar-audit', {
    fqdn: undefined,
    api_key_id: undefined,
    server_url: 'https://xsoar.corp.example',
  });
}
