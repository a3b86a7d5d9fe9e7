import fc from 'fast-check';
import { Agent, request } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import {
  alertList,
  auditList,
  caseArtifactsPath,
  caseList,
  createTenantModel,
  demoKey,
  extraDataPath,
  incidentList,
  issueList,
  startFakeTenant,
  type ApiKey,
  type FakeTenant,
  type Generation,
  type JsonObject,
} from '../../../src/testing/index.ts';
import { replyOf } from './reply-of.ts';

const at = 1_772_000_000_000;
const incident = (id: number, more: JsonObject = {}) => ({
  incident_id: String(id),
  creation_time: at + id,
  modification_time: at + id,
  status: 'new',
  ...more,
});
const old = [incidentList.path, alertList.path, extraDataPath];
const newer = [caseList.path, issueList.path, caseArtifactsPath.replace('{case-id}', '1')];

describe('what a tenant knows', () => {
  test.each<[Generation, string[], string[]]>([
    ['incidents', old, newer],
    ['cases', newer, old],
    ['both', [...old, ...newer], []],
  ])('of the generation %s', (generation, known, unknown) => {
    const model = createTenantModel({ generation });
    expect([...old, ...newer, auditList.path].filter((path) => model.serves(path))).toEqual(
      expect.arrayContaining([...known, auditList.path]),
    );
    for (const path of unknown) {
      expect(model.serves(path)).toBe(false);
      expect(model.answer(path, { request_data: {} }, at)).toMatchObject({
        status: 500,
        body: expect.stringContaining('waitress'),
      });
    }
  });

  test('unless told otherwise it has incidents', () => {
    const model = createTenantModel();
    expect([model.serves(incidentList.path), model.serves(caseList.path)]).toEqual([true, false]);
  });
});

describe('a tenant that is moved', () => {
  const cases = (model: ReturnType<typeof createTenantModel>, nowMs = at) =>
    replyOf<{ DATA: readonly JsonObject[] }>(
      model.answer(caseList.path, { request_data: { sort: { field: 'case_id', keyword: 'asc' } } }, nowMs),
    ).DATA;

  test('has its incidents as cases, by the same ids, and nothing else has happened to them', () => {
    const model = createTenantModel();
    model.incidents.put(incident(1));
    model.incidents.put(incident(2));
    model.incidents.change(1, { status: 'resolved_other', modification_time: at + 9 });
    model.setGeneration('cases');
    expect(model.serves(incidentList.path)).toBe(false);
    expect(cases(model)).toMatchObject([
      { case_id: 1, status_progress: 'RESOLVED', modification_time: at + 9 },
      { case_id: 2, status_progress: 'NEW', modification_time: at + 2 },
    ]);
  });

  test('goes on changing, and shows late what is late', () => {
    const model = createTenantModel();
    model.incidents.put(incident(1));
    model.setGeneration('cases');
    model.incidents.change(1, { status: 'under_investigation' }, { visibleAtMs: at + 10 });
    model.cases.put({ case_id: 2, creation_time: at, status_progress: 'NEW' });
    expect(cases(model, at + 9)).toMatchObject([{ status_progress: 'NEW' }, { case_id: 2 }]);
    expect(cases(model, at + 10)).toMatchObject([{ status_progress: 'UNDER_INVESTIGATION' }, { case_id: 2 }]);
    model.cases.change(1, { severity: 'high' });
    expect(cases(model, at + 10)).toMatchObject([{ case_id: 1, severity: 'high' }, { case_id: 2 }]);
    model.incidents.remove(1);
    expect(cases(model, at + 10)).toMatchObject([{ case_id: 2 }]);
  });
});

test('cases are the same whether a tenant was asked for them from the beginning or once it was moved', () => {
  const moment = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });
  const deed = fc.record({ id: fc.integer({ min: 1, max: 3 }), isRemoval: fc.boolean(), dueMs: moment });
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 12 }), fc.integer({ min: 0, max: 20 }), (deeds, movedMs) => {
      const [watched, moved] = [createTenantModel({ generation: 'cases' }), createTenantModel()];
      for (const [nowMs, { id, isRemoval, dueMs }] of deeds.entries()) {
        const atMs = dueMs === undefined ? undefined : at + dueMs;
        for (const model of [watched, moved]) {
          if (isRemoval) model.incidents.remove(id, atMs);
          else
            model.incidents.put(
              incident(id, { description: String(nowMs) }),
              atMs === undefined ? {} : { visibleAtMs: atMs },
            );
        }
        watched.cases.visible(at + nowMs);
        moved.incidents.visible(at + nowMs);
      }
      const nowMs = at + deeds.length + movedMs;
      moved.setGeneration('cases');
      expect(moved.cases.visible(nowMs)).toEqual(expect.arrayContaining([...watched.cases.visible(nowMs)]));
      expect(moved.cases.visible(nowMs)).toHaveLength(watched.incidents.visible(nowMs).length);
    }),
  );
});

describe('artifacts of a case', () => {
  const agent = new Agent({ keepAliveTimeout: 1 });
  const started: FakeTenant[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((tenant) => tenant.close()));
  });

  async function get(path: string, key: ApiKey = demoKey) {
    const model = createTenantModel({ generation: 'cases' });
    model.incidents.put(incident(7));
    model.extraData.put(7, { fileArtifacts: [{ type: 'HASH', file_name: 'a.exe' }] });
    const tenant = await startFakeTenant({ model, keys: [key], clock: { now: () => at } });
    started.push(tenant);
    const headers = { authorization: demoKey.key, 'x-xdr-auth-id': demoKey.id };
    const answer = await request(tenant.url + path, { method: 'GET', headers, dispatcher: agent });
    return { status: answer.statusCode, body: JSON.parse(await answer.body.text()) as unknown };
  }
  const found = [
    {
      case_id: 7,
      network_artifacts: { TOTAL_COUNT: 0, DATA: [] },
      file_artifacts: { TOTAL_COUNT: 1, DATA: [{ case_id: 7, type: 'HASH', file_name: 'a.exe' }] },
    },
  ];

  test('come as a bare list, without a request body, with or without a slash', async () => {
    expect(await get('/public_api/v1/case/artifacts/7')).toEqual({ status: 200, body: found });
    expect(await get('/public_api/v1/case/artifacts/7/')).toEqual({ status: 200, body: found });
  });

  test('of a case that is not there are none', async () => {
    expect(await get('/public_api/v1/case/artifacts/8')).toEqual({ status: 200, body: [] });
  });

  test('need the right to the path, whatever the id', async () => {
    const key = { ...demoKey, forbidden: [caseArtifactsPath] };
    expect((await get('/public_api/v1/case/artifacts/7', key)).status).toBe(403);
  });
});
