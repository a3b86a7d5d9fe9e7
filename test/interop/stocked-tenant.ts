import type { JsonValue } from '../../src/contract/index.ts';
import { type FakeTenant, startFakeTenant } from '../../src/testing/index.ts';
import packageJson from '../../package.json' with { type: 'json' };
import type { ExpectedRecord } from './differences.ts';
import { auditEntry, bareIncident, fullIncident, type VendorRecord } from './vendor-records.ts';

export interface StockedTenant {
  readonly tenant: FakeTenant;
  /** One for every record the tenant holds. */
  readonly expected: readonly ExpectedRecord[];
}

const incidentCount = 330;
const auditCount = 230;

/**
 * A tenant with several pages of each kind, most of them years old (history), some of the last minutes (live tail, on
 * both sides of where history ends), every third of them in the millisecond of the one before.
 */
export async function stockedTenant(nowMs: number): Promise<StockedTenant> {
  const tenant = await startFakeTenant({ requestsPerSecond: Number.POSITIVE_INFINITY });
  const incidents = Array.from({ length: incidentCount }, (_, index) => {
    const make = index % 10 === 9 ? bareIncident : fullIncident;
    return make(String(1000 + index), timeOf(index, incidentCount, nowMs));
  });
  const audits = Array.from({ length: auditCount }, (_, index) =>
    auditEntry(500 + index, timeOf(index, auditCount, nowMs)),
  );
  for (const { item } of incidents) tenant.model.incidents.put(item);
  for (const { item } of audits) tenant.model.audits.put(item);
  return {
    tenant,
    expected: [...completed(incidents, 'cortex-xdr', tenant.url), ...completed(audits, 'cortex-xsoar', tenant.url)],
  };
}

function timeOf(index: number, count: number, nowMs: number): number {
  const step = index - (index % 3 === 2 ? 1 : 0);
  return index < count * 0.8 ? 1_720_000_000_123 + step * 7_000_001 : nowMs - (count - step) * 9_007;
}

function completed(records: readonly VendorRecord[], product: string, origin: string): readonly ExpectedRecord[] {
  const { hostname, host, port } = new URL(origin);
  const resource = {
    'service.namespace': 'paloaltonetworks',
    'service.name': product,
    'service.instance.id': host,
    'server.address': hostname,
    'server.port': Number(port),
    'paloalto.cortex.tenant.fqdn': hostname,
    'paloalto.cortex.api.generation': 'public_api_v1',
  };
  const scope = {
    name: packageJson.name,
    version: packageJson.version,
    schemaUrl: 'https://opentelemetry.io/schemas/1.45.0',
  };
  const divideMs = Math.max(...records.map(({ timeMs }) => timeMs)) - defaultOverlapMs;
  return records.map(({ timeMs, expected }) => ({
    ...expected,
    key: keyOf(expected.body),
    timeUnixNano: `${timeMs}000000`,
    attributes: timeMs < divideMs ? { ...expected.attributes, ...fromHistory } : expected.attributes,
    resource,
    scope,
  }));
}

/** History ends this long before the newest record that was there on the first start. */
const defaultOverlapMs = 300_000;
const fromHistory = { 'paloalto.cortex.ingest.backfill': true };

/** Names a vendor record by its id, from the body that carries it. */
export function keyOf(body: JsonValue): string {
  const { incident_id: incident, AUDIT_ID: audit } = body as { readonly [key: string]: JsonValue };
  return incident === undefined ? `audit ${JSON.stringify(audit)}` : `incident ${JSON.stringify(incident)}`;
}
