import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import type { PageQuery } from '../../../src/plugin/paging/feed.ts';
import { xdrAlerts } from '../../../src/plugin/sources/xdr-alerts.ts';
import { connectorOf, scriptedApi } from './scripted-api.ts';

const { signal } = new AbortController();
const config = connectorOf('xdr-alerts');
const first: PageQuery = { offset: 0, limit: 100, order: 'oldest-first' };
const alert = {
  alert_id: '7',
  local_insert_ts: 1_764_234_061_987,
  detection_timestamp: 1_763_888_400_123,
  case_id: null,
  attempt_counter: 0,
  end_match_attempt_ts: null,
  tags: ['a', 'b'],
};

async function page(query: Partial<PageQuery>, reply: JsonValue) {
  const api = scriptedApi({ reply });
  const answer = await xdrAlerts.feed(api, config).page({ ...first, ...query }, signal);
  return { ...answer, asked: api.asked[0] };
}

async function uidOf(item: JsonValue): Promise<string | undefined> {
  return (await page({}, { alerts: [item] })).rows[0]?.uid;
}

test('filters by the time of arrival, sorts by the only time it can, and is read as in no order', async () => {
  const part = { from: 10, to: 20 };
  const { rows, asked } = await page({ fromMs: 5, part }, { alerts: [alert], total_count: 1 });
  expect(rows[0]?.timeMs).toBe(alert.local_insert_ts);
  expect(asked).toEqual([
    '/public_api/v2/alerts/get_alerts_multi_events',
    {
      request_data: {
        filters: [
          { field: 'server_creation_time', operator: 'gte', value: 5 },
          { field: 'creation_time', operator: 'gte', value: 10 },
          { field: 'creation_time', operator: 'lte', value: 20 },
        ],
        search_from: 0,
        search_to: 100,
        sort: { field: 'creation_time', keyword: 'asc' },
      },
    },
  ]);
  expect(xdrAlerts.feed(scriptedApi(null), config).unsorted).toBe(true);
});

test.each([
  { total_count: null, result_count: null, alerts: [] },
  { total_count: 0, result_count: 0, alerts: null },
])('%j is an empty page', async (reply) => {
  expect(await page({}, reply)).toMatchObject({ rows: [], taken: 0, full: false });
});

describe('identity', () => {
  test('is id and content in any order, whatever attempts to match it are counted', async () => {
    const { alert_id, tags, ...rest } = alert;
    const same = { ...rest, attempt_counter: 3, end_match_attempt_ts: 9, tags: tags.toReversed(), alert_id };
    expect(await uidOf(same)).toBe(await uidOf(alert));
  });

  test.each([{ alert_id: '8' }, { case_id: 391 }, { last_modified_ts: 1_764_234_064_000 }])(
    'differs by %j',
    async (change) => {
      expect(await uidOf({ ...alert, ...change })).not.toBe(await uidOf(alert));
    },
  );
});

test('a millisecond is cut around the median time of detection', () => {
  const detected = [30, 10, 20].map((detection_timestamp) => ({ detection_timestamp }));
  expect(xdrAlerts.feed(scriptedApi(null), config).split(undefined, detected)).toEqual([
    { to: 19 },
    { from: 20, to: 20 },
    { from: 21 },
  ]);
});
