import {
  ATTR_SERVER_ADDRESS,
  ATTR_SERVER_PORT,
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_NAMESPACE,
} from '@opentelemetry/semantic-conventions';
import type { Origin } from '../../contract/index.ts';
import { version } from '../version.ts';

/** Semantic conventions that the attributes follow. */
const schemaUrl = 'https://opentelemetry.io/schemas/1.45.0';

/** Resource and scope of a tenant's records. `tenant` is the API's origin; `generation` tells which API is asked. */
export function cortexOrigin(
  product: 'cortex-xdr' | 'cortex-xsoar',
  tenant: string,
  generation: 'public_api_v1' | 'cases' | 'xsoar6',
): Origin {
  const { hostname, port } = new URL(tenant);
  // In the vendor's cloud the API answers at the tenant's name with `api-` in front; other hosts are names of their own.
  const fqdn = hostname.endsWith('.paloaltonetworks.com') ? hostname.replace(/^api-/, '') : hostname;
  return {
    resource: {
      [ATTR_SERVICE_NAMESPACE]: 'paloaltonetworks',
      [ATTR_SERVICE_NAME]: product,
      [ATTR_SERVICE_INSTANCE_ID]: port === '' ? fqdn : `${fqdn}:${port}`,
      [ATTR_SERVER_ADDRESS]: hostname,
      ...(port === '' ? undefined : { [ATTR_SERVER_PORT]: Number(port) }),
      'paloalto.cortex.tenant.fqdn': fqdn,
      'paloalto.cortex.api.generation': generation,
    },
    scope: { name: 'cortex-otel', version, schemaUrl },
  };
}
