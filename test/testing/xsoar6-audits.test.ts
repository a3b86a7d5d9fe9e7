import { expect, test } from 'vitest';
import type { JsonValue } from '../../src/contract/index.ts';
import { isJsonObject } from '../../src/testing/faults/answer.ts';
import { createTenantModel, type TenantModelOptions } from '../../src/testing/tenant-model.ts';

const second = '2026-03-02T08:00:00';
const entries = ['.000000001Z', '.5Z', '.500000001Z', '.9Z', 'Z'].map((fraction, n) => ({
  id: `e${n}`,
  version: 1,
  modified: `${second}${fraction}`,
  type: n % 2 ? 'login' : 'edit',
  user: 'admin',
}));

function tenant(options: TenantModelOptions = {}) {
  const model = createTenantModel(options);
  for (const entry of entries) model.xsoar6Audits.put(entry);
  return (request: JsonValue) => {
    const { status, body } = model.answer('/settings/audits', request, 0);
    const answer = isJsonObject(body) ? body : {};
    const rows = (answer['audits'] ?? []) as readonly { readonly id: string }[];
    return { status, total: answer['total'], ids: rows.map((row) => row.id) };
  };
}
const oldestFirst = [{ field: 'modified', asc: true }];

test('without a size there are no rows, only a total', () => {
  expect(tenant()({})).toEqual({ status: 200, total: 5, ids: [] });
});

test('newest first unless asked otherwise, down to the nanosecond', () => {
  expect(tenant()({ size: 10 }).ids).toEqual(['e3', 'e2', 'e1', 'e0', 'e4']);
  expect(tenant()({ size: 10, sort: oldestFirst }).ids).toEqual(['e4', 'e0', 'e1', 'e2', 'e3']);
});

test('pages are counted from 0', () => {
  expect(tenant()({ size: 2, page: 1, sort: oldestFirst }).ids).toEqual(['e1', 'e2']);
});

test.each([
  ['exclusive', ['e2']],
  ['inclusive', ['e1', 'e2', 'e3']],
] as const)('bounds are %s on demand', (dateBounds, ids) => {
  const request = { size: 9, sort: oldestFirst, fromDate: `${second}.5Z`, toDate: '2026-03-02T09:00:00.9+01:00' };
  expect(tenant({ dateBounds })(request).ids).toEqual(ids);
});

test('a query narrows by field and by time', () => {
  expect(tenant()({ size: 9, sort: oldestFirst, query: 'type:login' }).ids).toEqual(['e1', 'e3']);
  expect(tenant()({ size: 9, sort: oldestFirst, query: `type:edit and modified:>${second}.1` }).ids).toEqual(['e2']);
});

test('sorting by another field', () => {
  expect(tenant({ ties: 'by-id' })({ size: 9, sort: [{ field: 'id', asc: false }] }).ids[0]).toBe('e4');
});

test('at most a thousand rows a page', () => {
  const model = createTenantModel();
  for (let n = 0; n < 1100; n += 1) model.xsoar6Audits.put({ id: `n${n}`, modified: `${second}Z` });
  const { body } = model.answer('/settings/audits', { size: 5000 }, 0);
  expect(body).toMatchObject({ total: 1100 });
  expect(isJsonObject(body) && body['audits']).toHaveLength(1000);
});

test.each([{ size: -1 }, { fromDate: 'yesterday' }, { sort: [{ field: 'nothing' }] }, { query: 'what' }, 7])(
  '%j is a bad request',
  (request) => {
    expect(tenant()(request).status).toBe(400);
  },
);
