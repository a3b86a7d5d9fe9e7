import { expect, test } from 'vitest';
import { cortexOrigin } from '../../../src/plugin/sources/cortex-origin.ts';
import { version } from '../../../src/plugin/version.ts';

test('a tenant of the vendor’s cloud is known by its name, and asked at its API', () => {
  expect(cortexOrigin('cortex-xdr', 'https://api-acme.xdr.eu.paloaltonetworks.com', 'public_api_v1')).toEqual({
    resource: {
      'service.namespace': 'paloaltonetworks',
      'service.name': 'cortex-xdr',
      'service.instance.id': 'acme.xdr.eu.paloaltonetworks.com',
      'server.address': 'api-acme.xdr.eu.paloaltonetworks.com',
      'paloalto.cortex.tenant.fqdn': 'acme.xdr.eu.paloaltonetworks.com',
      'paloalto.cortex.api.generation': 'public_api_v1',
    },
    scope: { name: 'cortex-otel', version, schemaUrl: 'https://opentelemetry.io/schemas/1.45.0' },
  });
});

test('another host keeps its name, and its port tells two servers of one host apart', () => {
  expect(cortexOrigin('cortex-xsoar', 'https://api-gateway.corp.example:8443', 'xsoar6').resource).toMatchObject({
    'service.instance.id': 'api-gateway.corp.example:8443',
    'server.address': 'api-gateway.corp.example',
    'server.port': 8443,
    'paloalto.cortex.tenant.fqdn': 'api-gateway.corp.example',
  });
});
