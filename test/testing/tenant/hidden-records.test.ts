import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  auditList,
  createTenantModel,
  incidentList,
  xsoar6AuditPath,
  type JsonObject,
  type TenantModel,
  type Visibility,
} from '../../../src/testing/index.ts';
import { replyOf } from './reply-of.ts';

const at = 1_772_000_000_000;
const hourMs = 3_600_000;
const audit = (id: number, timeMs: number) => ({ AUDIT_ID: id, AUDIT_INSERT_TIME: timeMs, AUDIT_RESULT: 'SUCCESS' });

function window(model: TenantModel, nowMs: number) {
  const filters = [
    { field: 'timestamp', operator: 'gte', value: at },
    { field: 'timestamp', operator: 'lte', value: at + hourMs },
  ];
  const reply = replyOf<{ total_count: number; data: readonly JsonObject[] }>(
    model.answer(auditList.path, { request_data: { filters } }, nowMs),
  );
  return { count: reply.total_count, ids: reply.data.map(({ AUDIT_ID }) => AUDIT_ID) };
}

/** Entry 1 is there for all to see; entry 2, of the same time, is what the test is about. */
function withEntry(visibility: Visibility): TenantModel {
  const model = createTenantModel();
  model.audits.put(audit(1, at));
  model.audits.put(audit(2, at), visibility);
  return model;
}

describe('a record that is hidden for an hour', () => {
  const later = at + 2 * hourMs;

  test('is neither shown nor counted until then, though its time lies before', () => {
    const model = withEntry({ visibleAtMs: later });
    expect(window(model, later - 1)).toEqual({ count: 1, ids: [1] });
    expect(window(model, later)).toEqual({ count: 2, ids: expect.arrayContaining([1, 2]) });
  });

  test('may be counted before it is shown', () => {
    const model = withEntry({ visibleAtMs: later, countedAtMs: at + 10 });
    expect(window(model, at + 9)).toEqual({ count: 1, ids: [1] });
    expect(window(model, at + 10)).toEqual({ count: 2, ids: [1] });
    expect(window(model, later)).toEqual({ count: 2, ids: expect.arrayContaining([1, 2]) });
  });

  test('may be shown before it is counted', () => {
    const model = withEntry({ countedAtMs: later });
    expect(window(model, at)).toEqual({ count: 1, ids: expect.arrayContaining([1, 2]) });
    expect(window(model, later)).toEqual({ count: 2, ids: expect.arrayContaining([1, 2]) });
  });

  test('counts in its window only', () => {
    const model = withEntry({});
    model.audits.put(audit(3, at - 1), { visibleAtMs: later, countedAtMs: at });
    expect(window(model, at).count).toBe(2);
  });

  test('does not lift a count over its cap', () => {
    const model = createTenantModel({ countCap: 1 });
    model.audits.put(audit(1, at));
    model.audits.put(audit(2, at), { visibleAtMs: later, countedAtMs: at });
    expect(window(model, at).count).toBe(1);
  });

  test('may have been there before', () => {
    const model = withEntry({});
    model.audits.remove(2, at + 10);
    model.audits.put(audit(2, at), { visibleAtMs: later });
    expect(window(model, at + 9).ids).toHaveLength(2);
    expect(window(model, at + 10).ids).toEqual([1]);
    expect(window(model, later).ids).toHaveLength(2);
  });
});

test('a removal noted for later leaves alone what is put after it was noted', () => {
  const model = withEntry({});
  model.audits.remove(2, at + 10);
  model.audits.put({ ...audit(2, at), AUDIT_RESULT: 'FAIL' });
  expect(window(model, at + 10)).toEqual({ count: 2, ids: expect.arrayContaining([1, 2]) });
});

test('the log of XSOAR 6 miscounts as well', () => {
  const model = createTenantModel();
  const entry = (id: string, modified: string) => ({ id, modified, user: 'a' });
  model.xsoar6Audits.put(entry('1', '2026-03-02T08:00:00Z'));
  model.xsoar6Audits.put(entry('2', '2026-03-02T08:00:01Z'), { visibleAtMs: at + 10, countedAtMs: at });
  model.xsoar6Audits.put(entry('3', '2026-03-02T07:00:00Z'), { visibleAtMs: at + 10, countedAtMs: at });
  const asked = (query = '') =>
    model.answer(xsoar6AuditPath, { fromDate: '2026-03-02T07:30:00Z', query, page: 0, size: 10 }, at).body;
  expect(asked()).toMatchObject({ total: 2, audits: [{ id: '1' }] });
  expect(asked('user:b')).toMatchObject({ total: 0, audits: [] });
});

test('rows and counts are, at any time, what the newest changes due by then make them', () => {
  const moment = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });
  const deed = fc.record({
    id: fc.integer({ min: 1, max: 4 }),
    field: fc.integer({ min: 0, max: 1 }),
    isRemoval: fc.boolean(),
    shownAt: moment,
    countedAt: moment,
  });
  const all = { request_data: { filters: [{ field: 'modification_time', operator: 'gte', value: at + 1 }] } };

  fc.assert(
    fc.property(fc.array(deed, { maxLength: 12 }), (deeds) => {
      const model = createTenantModel();
      for (const { id, field, isRemoval, shownAt, countedAt } of deeds) {
        const record = { incident_id: String(id), modification_time: at + field, creation_time: at };
        const visibility = {
          ...(shownAt === undefined ? {} : { visibleAtMs: at + shownAt }),
          ...(countedAt === undefined ? {} : { countedAtMs: at + countedAt }),
        };
        if (isRemoval) model.incidents.remove(id, shownAt === undefined ? undefined : at + shownAt);
        else model.incidents.put(record, visibility);
      }
      for (let now = 0; now <= 20; now += 1) {
        const passing = (dueAt: (one: (typeof deeds)[number]) => number) =>
          [1, 2, 3, 4].filter((id) => {
            const last = deeds.findLast((one) => one.id === id && dueAt(one) <= now);
            return last !== undefined && !last.isRemoval && last.field === 1;
          });
        const shown = passing(({ shownAt }) => shownAt ?? 0);
        const counted = passing(
          ({ shownAt, countedAt, isRemoval }) => (isRemoval ? shownAt : (countedAt ?? shownAt)) ?? 0,
        );
        const reply = replyOf<{ total_count: number; incidents: readonly JsonObject[] }>(
          model.answer(incidentList.path, all, at + now),
        );
        const ids = reply.incidents.map(({ incident_id }) => Number(incident_id)).toSorted((a, b) => a - b);
        expect([reply.total_count, ids]).toEqual([counted.length, shown]);
      }
    }),
  );
});
