import { createHash } from 'node:crypto';
import type { JsonValue, LogRecord, Origin } from '../../../src/contract/index.ts';

export const origin: Origin = {
  resource: { 'service.name': 'cortex-xdr' },
  scope: { name: 'cortex-otel', version: '1.2.3', schemaUrl: 'https://opentelemetry.io/schemas/1.44.0' },
};

export function uidOf(id: number): string {
  return createHash('sha256').update(String(id)).digest('hex');
}

export function record(id: number, body: JsonValue = { id, name: `incident ${id}` }): LogRecord {
  return {
    uid: uidOf(id),
    eventName: 'paloalto.cortex.incident.updated',
    time: [1_700_000_000 + id, 123_000_000],
    observedTime: [1_800_000_000, 0],
    severityNumber: 17,
    severityText: 'high',
    body,
    attributes: { 'paloalto.cortex.incident.id': String(id), 'user.roles': ['admin', 'analyst'] },
  };
}

export function records(count: number, from = 0): LogRecord[] {
  return Array.from({ length: count }, (_, index) => record(from + index));
}
