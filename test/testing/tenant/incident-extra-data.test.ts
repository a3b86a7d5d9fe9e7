import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { createTenantModel, extraDataPath, type TenantModel } from '../../../src/testing/index.ts';
import type { Expanded } from './expanded.ts';
import { replyOf } from './reply-of.ts';

const at = 1_772_000_000_000;
const alert = (id: number) => ({ alert_id: String(id), case_id: 7, name: 'WildFire Malware', mac: null });
const hash = { type: 'HASH', file_name: 'a.exe', file_signature_vendor_name: null };
const address = { type: 'IP', network_remote_ip: '203.0.113.9', network_domain: null };

function filled(alerts: number): TenantModel {
  const model = createTenantModel();
  model.incidents.put({ incident_id: '7', modification_time: at, creation_time: at, notes: null });
  const ids = Array.from({ length: alerts }, (_, index) => index + 1);
  model.extraData.put(7, { alerts: ids.map(alert), networkArtifacts: [address], fileArtifacts: [hash] });
  return model;
}

function ask(model: TenantModel, request: JsonValue, nowMs = at) {
  const answer = model.answer(extraDataPath, { request_data: request }, nowMs);
  return { status: answer.status, reply: replyOf<Expanded>(answer) };
}

test('an incident comes with its alerts and artifacts, each counted', () => {
  expect(ask(filled(1), { incident_id: '7' }).reply).toEqual({
    incident: { incident_id: '7', modification_time: at, creation_time: at, notes: null },
    alerts: { total_count: 1, data: [alert(1)] },
    network_artifacts: { total_count: 1, data: [address] },
    file_artifacts: { total_count: 1, data: [hash] },
  });
});

test('an id may be a number, as clients send it', () => {
  expect(ask(filled(1), { incident_id: 7 }).status).toBe(200);
});

test('an incident nothing was put for has empty lists', () => {
  const model = createTenantModel();
  model.incidents.put({ incident_id: '8', modification_time: at, creation_time: at });
  const none = { total_count: 0, data: [] };
  expect(ask(model, { incident_id: '8' }).reply).toMatchObject({
    alerts: none,
    network_artifacts: none,
    file_artifacts: none,
  });
});

describe('how many alerts', () => {
  test('a thousand unless asked for fewer; the count is of all', () => {
    const model = filled(1001);
    expect(ask(model, { incident_id: '7' }).reply.alerts.data).toHaveLength(1000);
    const { alerts } = ask(model, { incident_id: '7', alerts_limit: 2 }).reply;
    expect(alerts).toEqual({ total_count: 1001, data: [alert(1), alert(2)] });
  });

  test.each(['5', -1, 1.5])('%j is refused', (alerts_limit) => {
    expect(ask(filled(1), { incident_id: '7', alerts_limit }).status).toBe(500);
  });
});

describe('what is left out', () => {
  test('whole sections', () => {
    const fields_to_exclude = ['network_artifacts', 'file_artifacts'];
    expect(Object.keys(ask(filled(1), { incident_id: '7', fields_to_exclude }).reply)).toEqual(['incident', 'alerts']);
  });

  test('fields of the alerts', () => {
    const { reply } = ask(filled(1), { incident_id: '7', alert_fields_to_exclude: ['mac', 'name'] });
    expect(reply.alerts.data).toEqual([{ alert_id: '1', case_id: 7 }]);
    expect(reply.incident).toHaveProperty('notes');
  });

  test('nulls, of the incident, its alerts and its artifacts', () => {
    const { reply } = ask(filled(1), { incident_id: '7', drop_nulls: true });
    expect(JSON.stringify(reply)).not.toContain('null');
    expect(reply.alerts.data[0]).toMatchObject({ name: 'WildFire Malware' });
  });

  test('nothing that is not named in a list', () => {
    expect(ask(filled(1), { incident_id: '7', fields_to_exclude: 'alerts' }).status).toBe(500);
    expect(ask(filled(1), { incident_id: '7', alert_fields_to_exclude: [1] }).status).toBe(500);
  });
});

describe('an incident that is not there', () => {
  const message =
    'An error occurred while processing XDR public API - incident management - get_incident_extra_data - Incident not found';

  test('is a 500 with the text clients look for', () => {
    const { status, reply } = ask(filled(1), { incident_id: '9' });
    expect(status).toBe(500);
    expect(reply).toEqual({ err_code: 500, err_msg: message, err_extra: null });
  });

  test('is also one that is not to be seen yet, or not by this key', () => {
    const model = filled(1);
    model.incidents.put({ incident_id: '10', modification_time: at }, { visibleAtMs: at + 10 });
    model.incidents.put({ incident_id: '11', modification_time: at }, { restricted: true });
    expect(ask(model, { incident_id: '10' }, at + 9).reply.err_msg).toBe(message);
    expect(ask(model, { incident_id: '10' }, at + 10).status).toBe(200);
    expect(ask(model, { incident_id: '11' }).reply.err_msg).toBe(message);
  });

  test('without an id there is nothing to look for', () => {
    expect(ask(filled(1), {}).reply.err_extra).toBe('incident_id is missing');
    expect(filled(1).answer(extraDataPath, {}, at).status).toBe(400);
  });
});

describe('extra data changes', () => {
  test('at its own time', () => {
    const model = filled(1);
    model.extraData.put('7', { alerts: [alert(1), alert(2)] }, { visibleAtMs: at + 5 });
    expect(ask(model, { incident_id: '7' }, at + 4).reply.alerts.total_count).toBe(1);
    expect(ask(model, { incident_id: '7' }, at + 5).reply).toMatchObject({
      alerts: { total_count: 2 },
      file_artifacts: { total_count: 0 },
    });
  });

  test('what was put comes before what is made when asked', () => {
    const model = filled(1);
    model.incidents.put({ incident_id: '8', modification_time: at });
    model.extraData.otherwise(({ incident_id }) => ({ alerts: [{ case_id: Number(incident_id) }] }));
    expect(ask(model, { incident_id: '7' }).reply.alerts.data).toEqual([alert(1)]);
    expect(ask(model, { incident_id: '8' }).reply.alerts.data).toEqual([{ case_id: 8 }]);
  });
});
