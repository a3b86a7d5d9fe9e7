import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import {
  caseList,
  createTenantModel,
  issueList,
  type JsonObject,
  type TenantModel,
  type TenantModelOptions,
} from '../../../src/testing/index.ts';
import { replyOf } from './reply-of.ts';

const at = 1_772_000_000_000;

interface Reply {
  readonly DATA: readonly JsonObject[];
  readonly issues: readonly JsonObject[];
  readonly TOTAL_COUNT: number;
  readonly FILTER_COUNT: number;
}

function tenant(options: TenantModelOptions = {}): TenantModel {
  return createTenantModel({ generation: 'cases', ...options });
}
function ask(model: TenantModel, path: string, request: JsonValue, nowMs = at) {
  const answer = model.answer(path, { request_data: request }, nowMs);
  return { answer, reply: replyOf<Reply>(answer) };
}
const filter = (field: string, operator: string, value: JsonValue) => ({ field, operator, value });

describe('case/search', () => {
  const statuses = ['NEW', 'UNDER_INVESTIGATION', 'RESOLVED'] as const;
  const record = (id: number) => ({
    case_id: id,
    case_domain: id === 4 ? 'Posture' : 'Security',
    severity: id > 4 ? 'high' : 'low',
    status_progress: statuses[id % 3] ?? 'NEW',
    creation_time: at + id,
    modification_time: at + 100 - id,
  });
  function filled(count: number, options: TenantModelOptions = {}) {
    const model = tenant(options);
    for (let id = 1; id <= count; id += 1) model.cases.put(record(id));
    return model;
  }
  const ids = (model: TenantModel, request: JsonValue) =>
    ask(model, caseList.path, request).reply.DATA.map(({ case_id }) => case_id);
  const sort = { field: 'case_id', keyword: 'asc' };

  test('replies with upper-case names: of all, of those that pass, and the rows', () => {
    const { reply } = ask(filled(6), caseList.path, { filters: [filter('case_id', 'in', [2])] });
    expect(reply).toEqual({ DATA: [record(2)], TOTAL_COUNT: 6, FILTER_COUNT: 1 });
  });

  test.each<[string, JsonValue, number[]]>([
    ['case_id', filter('case_id', 'in', [1, 3]), [1, 3]],
    ['case_domain', filter('case_domain', 'in', ['Posture']), [4]],
    ['severity', filter('severity', 'in', ['high']), [5, 6]],
    ['status_progress', filter('status_progress', 'in', ['NEW', 'RESOLVED']), [2, 3, 5, 6]],
    ['creation_time', filter('creation_time', 'gte', at + 5), [5, 6]],
  ])('filters by %s', (_name, one, expected) => {
    expect(ids(filled(6), { filters: [one], sort })).toEqual(expected);
  });

  test.each([
    { filters: [filter('modification_time', 'gte', at)] },
    { filters: [filter('status_progress', 'eq', 'NEW')] },
    { filters: [filter('case_id', 'in', ['1'])] },
    { sort: { field: 'modification_time', keyword: 'asc' } },
    { search_from: 0, search_to: 101 },
  ])('%j is refused, with an error at the root', (request) => {
    const { answer } = ask(filled(1), caseList.path, request);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.any(String) } });
  });

  test('sorts by creation, newest first, unless told otherwise; pages have a hundred', () => {
    expect(ids(filled(6), {})).toEqual([6, 5, 4, 3, 2, 1]);
    expect(ids(filled(6), { sort, search_from: 2, search_to: 4 })).toEqual([3, 4]);
    expect(ids(filled(130), {})).toHaveLength(100);
  });

  test('counts no further than its cap', () => {
    expect(ask(filled(30, { countCap: 20 }), caseList.path, {}).reply).toMatchObject({
      TOTAL_COUNT: 20,
      FILTER_COUNT: 20,
    });
  });
});

describe('issue/search', () => {
  const alert = (id: number) => ({
    alert_id: String(id),
    case_id: id % 2,
    severity: id === 3 ? 'informational' : 'high',
    resolution_status: 'STATUS_010_NEW',
    detection_timestamp: at - id,
    local_insert_ts: at + id,
    last_modified_ts: id === 2 ? at + 50 : null,
  });
  function filled(options: TenantModelOptions = {}) {
    const model = tenant(options);
    for (const id of [1, 2, 3]) model.alerts.put(alert(id));
    return model;
  }
  const ids = (model: TenantModel, request: JsonValue, nowMs = at) =>
    ask(model, issueList.path, request, nowMs).reply.issues.map(({ id }) => id);
  const sort = { field: 'id', keyword: 'asc' };

  test('every alert is an issue, by the same number', () => {
    const { reply } = ask(filled(), issueList.path, { sort });
    expect(reply).toMatchObject({ TOTAL_COUNT: 3, FILTER_COUNT: 3 });
    expect(reply.issues[0]).toMatchObject({
      id: 1,
      case_id: 1,
      severity: 'HIGH',
      'status.progress': 'New',
      observation_time: at - 1,
      _insert_time: at + 1,
      last_modified: at + 1,
    });
    expect(reply.issues[2]).toMatchObject({ severity: 'INFO' });
  });

  test.each<[string, JsonValue, number[]]>([
    ['id', filter('id', 'in', [2]), [2]],
    ['case_id', filter('case_id', 'in', [1]), [1, 3]],
    ['_insert_time', filter('_insert_time', 'gte', at + 2), [2, 3]],
    ['last_modified', filter('last_modified', 'gte', at + 4), [2]],
    ['observation_time', filter('observation_time', 'lte', at - 3), [3]],
    ['severity', filter('severity', 'in', ['INFO']), [3]],
  ])('filters by %s', (_name, one, expected) => {
    expect(ids(filled(), { filters: [one], sort })).toEqual(expected);
  });

  test('does not sort by the time of arrival', () => {
    const { answer } = ask(filled(), issueList.path, { sort: { field: '_insert_time', keyword: 'asc' } });
    expect(answer.status).toBe(400);
    expect(ids(filled(), {})).toEqual([1, 2, 3]);
  });

  test('some tenants name the rows otherwise', () => {
    expect(ask(filled({ issueRows: 'DATA' }), issueList.path, {}).reply.DATA).toHaveLength(3);
  });

  test('alerts of an incident’s extra data are issues, too, from when they are there', () => {
    const model = tenant();
    model.extraData.put(7, { alerts: [{ ...alert(9), case_id: 7 }] }, { visibleAtMs: at + 10 });
    const ofCase = { filters: [filter('case_id', 'in', [7])] };
    expect(ids(model, ofCase, at + 9)).toEqual([]);
    expect(ids(model, ofCase, at + 10)).toEqual([9]);
  });

  test('an alert that is removed is no issue any more', () => {
    const model = filled();
    model.alerts.remove(2);
    expect(ids(model, { sort })).toEqual([1, 3]);
  });
});
