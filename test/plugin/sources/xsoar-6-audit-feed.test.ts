import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import type { PageQuery } from '../../../src/plugin/paging/feed.ts';
import { xsoarAudit } from '../../../src/plugin/sources/xsoar-audit.ts';
import { scriptedApi, xsoar6Connector } from './scripted-api.ts';

const config = xsoar6Connector();
const { signal } = new AbortController();
const first: PageQuery = { offset: 0, limit: 3, order: 'oldest-first' };
const at = (modified: JsonValue, id = '1') => ({ id, version: 1, modified });

async function page(query: Partial<PageQuery>, body: JsonValue) {
  const api = scriptedApi(body, 7);
  const answer = await xsoarAudit.feed(api, config).page({ ...first, ...query }, signal);
  return { ...answer, asked: api.asked[0] };
}

describe('what is asked', () => {
  test('a window is 1 ms wider on both sides', async () => {
    const { asked } = await page({ fromMs: 1_764_234_061_005, toMs: 1_764_234_061_999 }, { audits: [] });
    expect(asked).toEqual([
      '/settings/audits',
      {
        fromDate: '2025-11-27T09:01:01.004Z',
        toDate: '2025-11-27T09:01:02.000Z',
        page: 0,
        size: 3,
        sort: [{ field: 'modified', asc: true }],
      },
    ]);
  });

  test('an open end stays open', async () => {
    const { asked } = await page({ order: 'newest-first' }, { audits: [] });
    expect(asked?.[1]).toEqual({ page: 0, size: 3, sort: [{ field: 'modified', asc: false }] });
  });
});

describe('what is answered', () => {
  test('rows outside the window asked for are left out, but counted as taken', async () => {
    const audits = ['.004999999', '.005', '.005999999', '.006'].map((part) => at(`2025-11-27T09:01:01${part}Z`));
    const { rows, taken, full } = await page(
      { fromMs: 1_764_234_061_005, toMs: 1_764_234_061_005, limit: 4 },
      { audits },
    );
    expect(rows.map(({ timeMs }) => timeMs)).toEqual([1_764_234_061_005, 1_764_234_061_005]);
    expect({ taken, full }).toEqual({ taken: 4, full: true });
  });

  test('an offset inside a page skips the head of that page', async () => {
    const audits = ['a', 'b', 'c'].map((id) => at('2025-11-27T09:01:01Z', id));
    const { rows, taken, full, asked } = await page({ offset: 7 }, { audits, total: 9 });
    expect(asked?.[1]).toMatchObject({ page: 2, size: 3 });
    expect(rows.map(({ item }) => (item as { id: string }).id)).toEqual(['b', 'c']);
    expect({ taken, full }).toEqual({ taken: 2, full: true });
  });

  test.each([{ audits: null, total: 0 }, { audits: null }, { total: 0 }])('%j is an empty page', async (body) => {
    expect(await page({}, body)).toMatchObject({ rows: [], taken: 0, full: false, nowMs: 7, restrictedIds: [] });
  });

  test.each([[[]], ['text'], [null], [{}], [{ audits: 'x' }], [{ reply: { data: [] } }]])(
    '%j is refused',
    async (body) => {
      await expect(page({}, body as JsonValue)).rejects.toMatchObject({ kind: 'protocol' });
    },
  );

  test.each([
    ['2025-11-27T09:01:01.987654321Z', 1_764_234_061_987],
    ['2025-11-27T11:01:01.9+02:00', 1_764_234_061_900],
    ['2025-11-27T09:01:01Z', 1_764_234_061_000],
    ['0001-01-01T00:00:00Z', undefined],
    ['yesterday', undefined],
    [1_764_234_061_987, undefined],
  ])('modified %j is %j', async (modified, timeMs) => {
    expect((await page({}, { audits: [at(modified)] })).rows[0]?.timeMs).toBe(timeMs);
  });
});

test('a millisecond cannot be split', () => {
  expect(xsoarAudit.feed(scriptedApi(null), config).split(undefined, [at('x')])).toBeUndefined();
});

test('identity is id and version; without one of them, the content', async () => {
  const [a, b, c, d] = (
    await page({ limit: 9 }, { audits: [at('x'), { ...at('y'), user: 'm' }, { ...at('x'), version: 2 }, { id: '1' }] })
  ).rows.map(({ uid }) => uid);
  expect(a).toBe(b);
  expect(new Set([a, c, d]).size).toBe(3);
});

test('records tell which server and API they come from', () => {
  expect(xsoarAudit.origin(config).resource).toEqual({
    'service.namespace': 'paloaltonetworks',
    'service.name': 'cortex-xsoar',
    'service.instance.id': 'xsoar.corp.example',
    'server.address': 'xsoar.corp.example',
    'paloalto.cortex.tenant.fqdn': 'xsoar.corp.example',
    'paloalto.cortex.api.generation': 'xsoar6',
  });
});
