import { expect, test } from 'vitest';
import {
  believableExtraData,
  believableIncident,
  createBelievableDay,
  createTenantModel,
  extraDataPath,
  seededRandom,
  type JsonObject,
  type TenantModel,
} from '../../../src/testing/index.ts';
import type { Expanded } from '../tenant/expanded.ts';
import { replyOf } from '../tenant/reply-of.ts';

const endMs = Date.UTC(2026, 2, 2, 18);

function expanded(model: TenantModel, id: string) {
  return replyOf<Expanded>(model.answer(extraDataPath, { request_data: { incident_id: id } }, endMs));
}

test('an incident has as many alerts as it counts, also more than fifty, and they say whose they are', () => {
  const incident: JsonObject = { ...believableIncident(seededRandom(3), 42, endMs), alert_count: 120 };
  const { alerts, fileArtifacts, networkArtifacts } = believableExtraData(seededRandom(1), incident);
  expect(alerts).toHaveLength(120);
  expect(new Set(alerts.map((alert) => alert['alert_id'])).size).toBe(120);
  for (const alert of alerts) {
    expect(alert).toMatchObject({ case_id: 42, severity: incident['severity'] });
    // Flat: nothing in lists, as Get Extra Incident Data gives it.
    expect(Object.values(alert).filter((value) => typeof value === 'object' && value !== null)).toEqual([]);
  }
  const counted = (artifacts: typeof fileArtifacts) =>
    artifacts.reduce((sum, artifact) => sum + Number(artifact['alert_count']), 0);
  expect(counted(fileArtifacts)).toBe(120);
  expect(counted(networkArtifacts)).toBe(alerts.filter((alert) => alert['action_remote_ip'] !== null).length);
});

test('an incident that got more alerts keeps those it had', () => {
  const incident = believableIncident(seededRandom(3), 42, endMs);
  const before = believableExtraData(seededRandom(1), { ...incident, alert_count: 4 });
  const after = believableExtraData(seededRandom(1), { ...incident, alert_count: 9 });
  expect(after.alerts.slice(0, 4)).toEqual(before.alerts);
});

test('incidents of a believable day can be expanded, the same way each time', () => {
  const model = createTenantModel();
  createBelievableDay({ model }).fill(endMs, { incidents: 30, audits: 0 });
  for (let id = 1; id <= 30; id += 1) {
    const { incident, alerts } = expanded(model, String(id));
    expect(alerts.total_count).toBe(incident['alert_count']);
    expect(alerts.data[0]).toMatchObject({ case_id: id });
  }
  expect(expanded(model, '5')).toEqual(expanded(model, '5'));
  expect(expanded(model, '5').alerts).not.toEqual(expanded(model, '6').alerts);
});

test('some days have incidents with more alerts than are given at once', () => {
  const model = createTenantModel();
  createBelievableDay({ model, manyAlerts: 0.5 }).fill(endMs, { incidents: 30, audits: 0 });
  const counts = model.incidents.visible(endMs).map((incident) => Number(incident['alert_count']));
  expect(counts.filter((count) => count > 50).length).toBeGreaterThan(5);
  expect(counts.filter((count) => count <= 50).length).toBeGreaterThan(5);
  const { incident, alerts } = expanded(model, String(counts.findIndex((count) => count > 50) + 1));
  expect(alerts.total_count).toBe(incident['alert_count']);
  const parts = ['low', 'med', 'high', 'critical'].map((name) => Number(incident[`${name}_severity_alert_count`]));
  expect(parts.reduce((sum, part) => sum + part)).toBe(incident['alert_count']);
});

test('on a hostile day alerts are hostile, too', () => {
  const model = createTenantModel();
  createBelievableDay({ model, hostile: 0.5 }).fill(endMs, { incidents: 30, audits: 0 });
  const alerts = Array.from({ length: 30 }, (_, index) => expanded(model, String(index + 1)));
  expect(JSON.stringify(alerts)).toContain('new_field_of_the_vendor');
});
