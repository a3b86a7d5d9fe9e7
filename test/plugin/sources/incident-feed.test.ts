import { describe, expect, test } from 'vitest';
import { type JsonValue, isConnectorError } from '../../../src/contract/index.ts';
import type { Page, PageQuery, TiePart } from '../../../src/plugin/paging/feed.ts';
import { xdrIncidents } from '../../../src/plugin/sources/xdr-incidents.ts';
import { connectorOf, scriptedApi } from './scripted-api.ts';

const config = connectorOf('xdr-incidents');
const { signal } = new AbortController();
const first: PageQuery = { offset: 0, limit: 100, order: 'oldest-first' };

function ask(query: Partial<PageQuery>, reply: JsonValue = { incidents: [] }, dateMs?: number) {
  const api = scriptedApi({ reply }, dateMs);
  const page = xdrIncidents.feed(api, config).page({ ...first, ...query }, signal);
  return { page, asked: api.asked };
}

async function pageOf(reply: JsonValue, query: Partial<PageQuery> = {}): Promise<Page<JsonValue>> {
  return ask(query, reply, 1_764_234_000_000).page;
}

async function uidOf(item: JsonValue, connector = config): Promise<string | undefined> {
  const page = await xdrIncidents.feed(scriptedApi({ reply: { incidents: [item] } }), connector).page(first, signal);
  return page.rows[0]?.uid;
}

const incident = { incident_id: '7', modification_time: 1_764_234_061_987, creation_time: 1, hosts: ['a', 'b'] };

describe('what is asked', () => {
  test('a page names its bounds, its offsets and its order', async () => {
    const { page, asked } = ask({ fromMs: 1000, toMs: 2000, offset: 200, limit: 50 });
    await page;
    expect(asked).toEqual([
      [
        '/public_api/v1/incidents/get_incidents',
        {
          request_data: {
            filters: [
              { field: 'modification_time', operator: 'gte', value: 1000 },
              { field: 'modification_time', operator: 'lte', value: 2000 },
            ],
            search_from: 200,
            search_to: 250,
            sort: { field: 'modification_time', keyword: 'asc' },
          },
        },
      ],
    ]);
  });

  test.each([{}, { fromMs: 0 }])('%j: no bound is sent, and never a value of 0', async (query) => {
    const { page, asked } = ask({ ...query, order: 'newest-first' });
    await page;
    expect(asked[0]?.[1]).toEqual({
      request_data: {
        filters: [],
        search_from: 0,
        search_to: 100,
        sort: { field: 'modification_time', keyword: 'desc' },
      },
    });
  });

  test('a part of a tie narrows by creation time', async () => {
    const { page, asked } = ask({ fromMs: 5, toMs: 5, part: { from: 10, to: 20 } });
    await page;
    expect(asked[0]?.[1]).toMatchObject({
      request_data: {
        filters: [
          { field: 'modification_time', operator: 'gte', value: 5 },
          { field: 'modification_time', operator: 'lte', value: 5 },
          { field: 'creation_time', operator: 'gte', value: 10 },
          { field: 'creation_time', operator: 'lte', value: 20 },
        ],
      },
    });
  });
});

describe('what is answered', () => {
  test.each([{ incidents: null }, { result_count: 0 }, { incidents: [], total_count: null }])(
    '%j is an empty page',
    async (reply) => {
      expect(await pageOf(reply as JsonValue)).toEqual({
        rows: [],
        taken: 0,
        full: false,
        claimed: undefined,
        restrictedIds: [],
        nowMs: 1_764_234_000_000,
      });
    },
  );

  test.each([
    ['a list where the reply should be', []],
    ['no reply', null],
    ['text', 'Internal Server Error'],
    ['no list and no count', {}],
    ['a list that is none', { incidents: { 0: {} }, result_count: 0 }],
  ])('%s is refused', async (_, reply) => {
    const error = await pageOf(reply as JsonValue).catch((thrown: unknown) => thrown);
    expect(isConnectorError(error) && [error.kind, error.code]).toEqual(['protocol', 'API-BODY']);
  });

  test('withheld incidents count towards a full page, and the claim is passed on as it is', async () => {
    const reply = { incidents: [incident], restricted_incident_ids: ['1491', 1492], total_count: '9999' };
    const page = await pageOf(reply, { limit: 3 });
    expect(page).toMatchObject({ taken: 3, full: true, claimed: 9999, restrictedIds: ['1491', '1492'] });
    expect((await pageOf(reply, { limit: 4 })).full).toBe(false);
  });

  test.each([
    [1_764_234_061_987, 1_764_234_061_987],
    ['1764234061987', 1_764_234_061_987],
    [1_764_234_061, 1_764_234_061_000],
    [1_764_234_061_987.9, 1_764_234_061_987],
    [[1_764_234_061_987], 1_764_234_061_987],
    [0, undefined],
    [null, undefined],
    [-5, undefined],
    [1e300, undefined],
    ['soon', undefined],
  ])('a modification time of %j is %j', async (given, timeMs) => {
    const page = await pageOf({ incidents: [{ ...incident, modification_time: given as JsonValue }] });
    expect(page.rows[0]?.timeMs).toBe(timeMs);
  });

  test.each([
    { fromMs: 1_764_234_061_988 },
    { toMs: 1_764_234_061_986 },
    { fromMs: 1_764_234_061_988, toMs: 1_764_234_061_999 },
  ])('an incident outside %j is a protocol error', async (window) => {
    await expect(pageOf({ incidents: [incident] }, window)).rejects.toMatchObject({ kind: 'protocol' });
  });

  test('bounds include their ends', async () => {
    const window = { fromMs: incident.modification_time, toMs: incident.modification_time };
    expect((await pageOf({ incidents: [incident] }, window)).rows).toHaveLength(1);
  });
});

describe('identity', () => {
  test('is the same in any order, whatever the creation time drifts to', async () => {
    const { incident_id, modification_time, hosts } = incident;
    const other = { creation_time: 99, hosts: hosts.toReversed(), modification_time, incident_id };
    expect(await uidOf(other)).toBe(await uidOf(incident));
    expect(await uidOf(incident)).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([{ modification_time: 1_764_234_061_988 }, { incident_id: '8' }, { hosts: ['a'] }, { status: 'new' }])(
    'differs by %j',
    async (change) => {
      expect(await uidOf({ ...incident, ...change })).not.toBe(await uidOf(incident));
    },
  );

  test('differs by tenant', async () => {
    const elsewhere = connectorOf('xdr-incidents', { fqdn: 'beta.xdr.eu.paloaltonetworks.com' });
    expect(await uidOf(incident, elsewhere)).not.toBe(await uidOf(incident));
  });
});

describe('splitting a millisecond', () => {
  const feed = xdrIncidents.feed(scriptedApi(null), config);
  const created = (...times: JsonValue[]) => times.map((creation_time) => ({ creation_time }));

  test('cuts around the median creation time', () => {
    expect(feed.split(undefined, created(30, 10, 20))).toEqual([{ to: 19 }, { from: 20, to: 20 }, { from: 21 }]);
    expect(feed.split({ from: 10, to: 30 }, created(30, 10, 20))).toEqual([
      { from: 10, to: 19 },
      { from: 20, to: 20 },
      { from: 21, to: 30 },
    ]);
  });

  test('leaves out parts that can hold nothing', () => {
    expect(feed.split({ from: 20, to: 21 }, created(20))).toEqual([
      { from: 20, to: 20 },
      { from: 21, to: 21 },
    ]);
    expect(feed.split({ from: 20, to: 21 }, created(21))).toEqual([
      { from: 20, to: 20 },
      { from: 21, to: 21 },
    ]);
    expect(feed.split(undefined, created(1))?.[0]).toEqual({ from: 1, to: 1 });
  });

  test.each([
    ['a single time', { from: 20, to: 20 }, created(20)],
    ['no creation times', undefined, created(null, 'x', 0)],
    ['creation times that drifted out of the part', { from: 20, to: 30 }, created(31, 19)],
  ])('%s cannot be cut', (_, part: TiePart | undefined, items) => {
    expect(feed.split(part, items)).toBeUndefined();
  });
});
