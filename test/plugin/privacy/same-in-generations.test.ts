import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { openRows } from '../../../src/plugin/row-records.ts';
import { unmappedAttribute } from '../../../src/plugin/sources/to-record.ts';
import { xdrAlerts } from '../../../src/plugin/sources/xdr-alerts.ts';
import { xdrIncidents } from '../../../src/plugin/sources/xdr-incidents.ts';
import { connectorOf } from '../sources/scripted-api.ts';
import { privacyOf } from './privacy-of.ts';

const secret = 'CANARY';
const privacyKey = 'a key of this test, 32 characters and more';

/** The record that a connector with these rules makes of an item, as text. */
function recordOf(definition: typeof xdrIncidents, item: JsonValue, rules: string, settings: object = {}): string {
  const config = connectorOf(definition.id, { privacy: rules, privacy_key: privacyKey, ...settings });
  const { record } = openRows(definition, config, { now: () => 1_764_300_000_000 });
  return JSON.stringify(record({ item, timeMs: 1_764_300_000_000, uid: 'a1'.repeat(32), backfill: false }));
}

describe.each(['vendor', 'ocsf'])('in a body as %s', (body) => {
  test.for<[rule: string, field: string, value: JsonValue]>([
    ['incident_name', 'case_name', secret],
    ['incident_sources', 'case_sources', [secret]],
    ['incident_sources', 'issue_sources', [secret]],
    ['alert_categories', 'issue_categories', [secret]],
    ['status', 'status_progress', secret],
    ['status', 'resolve_reason', secret],
    ['hosts', 'hosts', [`${secret}:1`]],
  ])('a rule for %s holds for the %s of a case', ([rule, field, value]) => {
    for (const action of ['drop', 'mask', 'hash']) {
      const settings = body === 'ocsf' ? { body, ecs: true } : {};
      const record = recordOf(xdrIncidents, { case_id: 7, [field]: value }, `${action}: ${rule}`, settings);
      expect(record).not.toMatch(/canary/i);
      expect(record).not.toContain(unmappedAttribute);
    }
  });

  test.for<[rule: string, item: { readonly [key: string]: JsonValue }]>([
    ['mitre_tactic_id_and_name', { mitre_tactics: [secret] }],
    ['alert_domain', { issue_domain: secret }],
    ['source', { 'detection.method': secret }],
    ['source', { detection: { method: secret } }],
    ['detection.method', { 'detection.method': secret }],
    ['detection', { 'detection.method': secret }],
    ['detection.*', { 'detection.method': secret }],
    ['resolution_status', { status: { progress: secret } }],
    ['resolution_status', { 'status.progress': secret }],
  ])('a rule for %s holds for %j of an issue', ([rule, item]) => {
    const record = recordOf(xdrAlerts, { id: 7, ...item }, `mask: ${rule}`, body === 'ocsf' ? { body, ecs: true } : {});
    expect(record).not.toContain(secret);
    expect(record).not.toContain(unmappedAttribute);
  });
});

test('what is kept of an incident is kept of the case that it becomes', () => {
  const record = recordOf(
    xdrIncidents,
    { case_id: 7, severity: 'HIGH', notes: secret },
    'keep: incident_id, severity; drop: *',
  );
  expect(record).toContain('"paloalto.cortex.incident.id":"7"');
  expect(record).not.toContain(secret);
});

test('what is a part of a field that is kept is not', () => {
  const item = { incident_id: '7', status: 'resolved_other', resolve_reason: secret };
  expect(recordOf(xdrIncidents, item, 'keep: incident_id, status; drop: *')).not.toContain(secret);
});

test('rules in the words of cases hold for incidents, and those that are written for a name hold for it', () => {
  expect(recordOf(xdrIncidents, { incident_id: '7', incident_name: secret }, 'drop: case_name')).not.toContain(secret);
  const written = 'drop: incident_name; keep: case_name';
  expect(recordOf(xdrIncidents, { case_id: 7, case_name: secret }, written)).toContain(secret);
  const two = 'mask: case_sources; drop: issue_sources';
  expect(recordOf(xdrIncidents, { incident_id: '7', incident_sources: [secret] }, two)).not.toContain(secret);
});

test('a name with dots in it is what it is written as, and what it would be within objects', () => {
  const treated = (rules: string, item: JsonValue) => privacyOf(rules).treat(item).item;
  expect(treated('keep: a.b; drop: *', { 'a.b': 1, 'a.c': 2, a: { b: 3, c: 4 } })).toEqual({ 'a.b': 1, a: { b: 3 } });
  expect(treated('keep: a; drop: *', { 'a.b': 1 })).toEqual({});
  expect(treated('drop: a.b.c', { 'a.b': { c: 1, d: 2 }, a: { 'b.c': 3 } })).toEqual({ 'a.b': { d: 2 }, a: {} });
});
