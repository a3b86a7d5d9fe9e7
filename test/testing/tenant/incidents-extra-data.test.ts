import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import {
  createTenantModel,
  multipleExtraDataPath,
  type TenantModel,
  type TenantModelOptions,
} from '../../../src/testing/index.ts';
import type { Expanded } from './expanded.ts';
import { replyOf } from './reply-of.ts';

interface Counted {
  readonly total_count: number;
  readonly incidents: readonly Expanded[];
}

const at = 1_772_000_000_000;
const alert = (id: number) => ({ alert_id: String(id), name: 'WildFire Malware', mac: null });
const incident = (id: number) => ({
  incident_id: String(id),
  creation_time: at + id,
  modification_time: at + id,
  status: id % 2 ? 'new' : 'under_investigation',
});

function filled(incidents: number, options: TenantModelOptions = {}): TenantModel {
  const model = createTenantModel(options);
  for (let id = 1; id <= incidents; id += 1) model.incidents.put(incident(id));
  return model;
}

function ask(model: TenantModel, request: JsonValue) {
  const answer = model.answer(multipleExtraDataPath, { request_data: request }, at);
  const reply = replyOf<Counted | readonly Expanded[]>(answer);
  const rows = 'incidents' in reply ? reply.incidents : reply;
  return { status: answer.status, reply, rows };
}
const idsOf = (rows: readonly Expanded[]) => rows.map(({ incident: { incident_id } }) => incident_id);
const ascending = { field: 'creation_time', keyword: 'asc' };

test('a page of incidents, each with its alerts and artifacts', () => {
  const model = filled(3);
  model.extraData.put(2, { alerts: [alert(1)] });
  const filters = [{ field: 'incident_id_list', operator: 'in', value: ['2', '3'] }];
  const none = { total_count: 0, data: [] };
  expect(ask(model, { filters, sort: ascending }).reply).toEqual({
    total_count: 2,
    result_count: 2,
    alerts_limit_per_incident: 50,
    incidents: [
      {
        incident: incident(2),
        alerts: { total_count: 1, data: [alert(1)] },
        network_artifacts: none,
        file_artifacts: none,
      },
      { incident: incident(3), alerts: none, network_artifacts: none, file_artifacts: none },
    ],
  });
});

describe('what is selected', () => {
  test('the filters of the incident list hold', () => {
    const status = { field: 'status', operator: 'in', value: ['new'] };
    const since = { field: 'creation_time', operator: 'gte', value: at + 3 };
    expect(idsOf(ask(filled(6), { filters: [status, since], sort: ascending }).rows)).toEqual(['3', '5']);
  });

  test('a page has at most a hundred; counts are capped', () => {
    const model = filled(150, { countCap: 120 });
    expect(ask(model, {}).rows).toHaveLength(100);
    expect(ask(model, {}).reply).toMatchObject({ total_count: 120 });
    expect(ask(model, { search_to: 20 }).rows).toHaveLength(20);
    expect(ask(model, { search_from: 0, search_to: 101 }).status).toBe(500);
  });
});

describe('alerts', () => {
  const model = filled(1);
  const ids = Array.from({ length: 73 }, (_, index) => index + 1);
  model.extraData.put(1, { alerts: ids.map(alert) });
  const given = () => ask(model, {}).rows[0]?.alerts;
  const idsGiven = () => given()?.data.map(({ alert_id }) => Number(alert_id)) ?? [];

  test('are fifty of an incident at most, in no order, the same each time', () => {
    const shown = idsGiven();
    expect(given()?.total_count).toBe(73);
    expect(new Set(shown).size).toBe(50);
    expect(shown).not.toEqual(shown.toSorted((a, b) => a - b));
    expect(Math.max(...shown)).toBeGreaterThan(50);
    expect(idsGiven()).toEqual(shown);
  });

  test('lose the fields and nulls that are not wanted', () => {
    const request = { fields_to_exclude: ['network_artifacts'], alert_fields_to_exclude: ['name'], drop_nulls: true };
    const [row] = ask(model, request).rows;
    expect(Object.keys(row ?? {})).toEqual(['incident', 'alerts', 'file_artifacts']);
    expect(Object.keys(row?.alerts.data[0] ?? {})).toEqual(['alert_id']);
  });
});

describe('tenants differ', () => {
  test('an older server replies with a bare list', () => {
    const { reply, rows } = ask(filled(2, { multipleExtraData: 'bare' }), { sort: ascending });
    expect(Array.isArray(reply)).toBe(true);
    expect(idsOf(rows)).toEqual(['1', '2']);
  });

  test('where it is absent, the path is an unknown one', () => {
    const model = filled(1, { multipleExtraData: 'absent' });
    expect(model.serves(multipleExtraDataPath)).toBe(false);
    expect(model.answer(multipleExtraDataPath, { request_data: {} }, at)).toMatchObject({
      status: 500,
      headers: { 'content-type': 'text/plain' },
    });
  });

  test('what the key may not expand comes flat, without the sections', () => {
    const model = filled(1);
    model.incidents.put(incident(2), { restricted: true });
    const answer = model.answer(multipleExtraDataPath, { request_data: { sort: ascending } }, at);
    const { incidents: rows } = replyOf<{ incidents: readonly JsonValue[] }>(answer);
    expect(rows[0]).toHaveProperty('alerts');
    expect(rows[1]).toEqual(incident(2));
  });
});
