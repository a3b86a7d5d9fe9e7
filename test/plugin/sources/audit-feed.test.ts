import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import type { TiePart } from '../../../src/plugin/paging/feed.ts';
import { auditEntities } from '../../../src/plugin/sources/audit-entities.ts';
import { xsoarAudit } from '../../../src/plugin/sources/xsoar-audit.ts';
import { connectorOf, scriptedApi } from './scripted-api.ts';

const config = connectorOf('xsoar-audit');
const { signal } = new AbortController();
const entry = { AUDIT_ID: 7, AUDIT_INSERT_TIME: 1_764_234_061_005, AUDIT_ENTITY: 'AUTH', AUDIT_RESULT: 'SUCCESS' };

async function uidOf(item: JsonValue): Promise<string | undefined> {
  const feed = xsoarAudit.feed(scriptedApi({ reply: { data: [item] } }), config);
  return (await feed.page({ offset: 0, limit: 100, order: 'oldest-first' }, signal)).rows[0]?.uid;
}

test('filters and sorts by timestamp, and reads it back as AUDIT_INSERT_TIME', async () => {
  const api = scriptedApi({ reply: { data: [entry], total_count: 1 } });
  const part = { type: ['AUTH'], result: ['FAIL'] };
  const query = { fromMs: 5, offset: 0, limit: 100, order: 'oldest-first', part } as const;
  const page = await xsoarAudit.feed(api, config).page(query, signal);
  expect(page.rows[0]?.timeMs).toBe(1_764_234_061_005);
  expect(api.asked).toEqual([
    [
      '/public_api/v1/audits/management_logs',
      {
        request_data: {
          filters: [
            { field: 'timestamp', operator: 'gte', value: 5 },
            { field: 'type', operator: 'in', value: ['AUTH'] },
            { field: 'result', operator: 'in', value: ['FAIL'] },
          ],
          search_from: 0,
          search_to: 100,
          sort: { field: 'timestamp', keyword: 'asc' },
        },
      },
    ],
  ]);
});

describe('identity', () => {
  test('is the id alone, number or text', async () => {
    expect(await uidOf({ ...entry, AUDIT_ID: '7', AUDIT_REASON: 'x' })).toBe(await uidOf(entry));
    expect(await uidOf({ ...entry, AUDIT_ID: 8 })).not.toBe(await uidOf(entry));
  });

  test.each([null, '', {}])('is the content where the id is %j', async (id) => {
    const nameless = { ...entry, AUDIT_ID: id as JsonValue };
    expect(await uidOf(nameless)).toBe(await uidOf(Object.fromEntries(Object.entries(nameless).toReversed())));
    expect(await uidOf(nameless)).not.toBe(await uidOf({ ...nameless, AUDIT_REASON: 'x' }));
  });
});

describe('splitting a millisecond', () => {
  const feed = xsoarAudit.feed(scriptedApi(null), config);
  const typesOf = (parts: readonly TiePart[] | undefined) => (parts ?? []).map(({ type }) => type as readonly string[]);

  test('goes by type first: each seen one by itself, all other known ones together', () => {
    const parts = typesOf(feed.split(undefined, [entry, { AUDIT_ENTITY: 'BRAND_NEW' }, entry]));
    expect(parts.slice(0, 2)).toEqual([['AUTH'], ['BRAND_NEW']]);
    expect(parts.flat().toSorted()).toEqual([...auditEntities, 'BRAND_NEW'].toSorted());
  });

  test('always ends: parts are disjoint, cover the whole, and get smaller', () => {
    const most = auditEntities.length * 3;
    const pending: (TiePart | undefined)[] = [undefined];
    const leaves: string[] = [];
    // Bounded, so that parts without end are a failure and no hang.
    for (let left = 4 * most; left > 0 && pending.length > 0; left--) {
      const part = pending.pop();
      const parts = feed.split(part, []);
      if (parts) pending.push(...parts);
      else leaves.push(JSON.stringify(part));
    }
    expect(pending).toEqual([]);
    expect(leaves).toHaveLength(most);
    expect(new Set(leaves).size).toBe(leaves.length);
  });

  test('goes by result where there is one type, and no further', () => {
    expect(feed.split({ type: ['AUTH'] }, [entry, { AUDIT_RESULT: 'ODD' }])).toEqual([
      { type: ['AUTH'], result: ['SUCCESS'] },
      { type: ['AUTH'], result: ['ODD'] },
      { type: ['AUTH'], result: ['FAIL', 'PARTIAL'] },
    ]);
    expect(feed.split({ type: ['AUTH'], result: ['SUCCESS'] }, [entry])).toBeUndefined();
  });
});
