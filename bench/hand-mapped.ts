import { hash } from 'node:crypto';
import type { JsonValue } from '../src/contract/index.ts';
import type { JsonObject } from '../src/testing/index.ts';
import { handTables } from './hand-tables.ts';
import { lists, type Kind } from './workload.ts';

export type HandAttributes = Record<string, string | number | boolean | readonly string[]>;

/** A record as somebody would write it who has no more than well-behaved records in mind. */
export interface HandMapped {
  readonly eventName: string;
  readonly timeMs: number;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly attributes: HandAttributes;
}

export function handMapped(kind: Kind, item: JsonObject, tenantUrl: string): HandMapped {
  const attributes: HandAttributes = { 'paloalto.cortex.ingest.backfill': true };
  for (const [field, name, asText] of handTables[kind]) {
    const value = item[field] ?? '';
    if (value === '' || (Array.isArray(value) && value.length === 0)) continue;
    attributes[name] = asText ? String(value as string | number) : (value as string | number | readonly string[]);
  }
  const id = kind === 'audit' ? item['AUDIT_ID'] : `${item['incident_id'] as string}\n${JSON.stringify(item)}`;
  attributes['log.record.uid'] = hash('sha256', `${lists[kind].source}\n${tenantUrl}\n${id as string}`);
  return kind === 'audit' ? audit(item, attributes) : incident(item, attributes);
}

function audit(item: JsonObject, attributes: HandAttributes): HandMapped {
  const name = item['AUDIT_OWNER_EMAIL'] ?? item['AUDIT_OWNER_NAME'];
  if (typeof name === 'string') attributes['user.name'] = name;
  if (typeof item['AUDIT_SOURCE_IP'] === 'string') attributes['client.address'] = item['AUDIT_SOURCE_IP'];
  if (item['AUDIT_ASSET_NAMES']) {
    attributes['paloalto.cortex.audit.target.names'] = [item['AUDIT_ASSET_NAMES'] as string];
  }
  const asset = JSON.parse((item['AUDIT_ASSET_JSON'] as string | null) ?? '{}') as JsonObject;
  flat(attributes, 'paloalto.cortex.audit.target.asset', asset);
  flat(attributes, 'paloalto.cortex.audit.additional', item['AUDIT_ADDITIONAL_INFORMATION']);
  const severityText = item['AUDIT_SEVERITY'] as string;
  const eventName = 'paloalto.cortex.audit';
  const severityNumber = auditSeverities[severityText.slice(4, 7)] ?? 0;
  return { eventName, timeMs: item['AUDIT_INSERT_TIME'] as number, severityNumber, severityText, attributes };
}

function flat(attributes: HandAttributes, prefix: string, object: JsonValue | undefined): void {
  for (const [key, value] of Object.entries(object ?? {})) attributes[`${prefix}.${key}`] = value as string;
}

const auditSeverities: Record<string, number> = { '010': 9, '020': 10, '030': 13, '040': 17, '050': 21 };
const severities: Record<string, number> = { informational: 9, low: 10, medium: 13, high: 17, critical: 21 };

function incident(item: JsonObject, attributes: HandAttributes): HandMapped {
  const [users, hosts] = [item['users'] as readonly string[], item['hosts'] as readonly string[]];
  if (users.length === 1) attributes['user.name'] = users[0] ?? '';
  if (hosts.length === 1) {
    const [name = '', id = ''] = (hosts[0] ?? '').split(':');
    attributes['host.name'] = name;
    if (id !== '' && id !== 'null') attributes['host.id'] = id;
  }
  // Each is read once: remembering revisions is what the product does beside.
  attributes['paloalto.cortex.ingest.revision'] = 1;
  mitre(attributes, 'tactic', item['mitre_tactics_ids_and_names'] as readonly string[]);
  mitre(attributes, 'technique', item['mitre_techniques_ids_and_names'] as readonly string[]);
  const severityText = item['severity'] as string;
  const isResolved = (item['status'] as string).startsWith('resolved');
  return {
    eventName: isResolved ? 'paloalto.cortex.incident.resolved' : 'paloalto.cortex.incident.created',
    timeMs: item['modification_time'] as number,
    severityNumber: severities[severityText] ?? 0,
    severityText,
    attributes,
  };
}

function mitre(attributes: HandAttributes, what: string, texts: readonly string[]): void {
  if (texts.length === 0) return;
  const pairs = texts.map((text) => text.split(' - '));
  attributes[`paloalto.cortex.mitre.${what}.ids`] = pairs.map(([id = '']) => id);
  attributes[`paloalto.cortex.mitre.${what}.names`] = pairs.map(([, name = '']) => name);
}
