import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import type { PageQuery } from '../../../src/plugin/paging/feed.ts';
import { xdrAgentAudit } from '../../../src/plugin/sources/xdr-agent-audit.ts';
import { believableAgentReport, createTenantModel, seededRandom } from '../../../src/testing/index.ts';
import { connectorOf, scriptedApi } from './scripted-api.ts';
import { readTenant } from './tenant-reader.ts';

const { signal } = new AbortController();
const report = { TIMESTAMP: 1_764_234_061_005.4631, ENDPOINTID: 'a', TYPE: 'Agent Status' };
const first: PageQuery = { offset: 0, limit: 100, order: 'oldest-first' };

async function page(query: Partial<PageQuery>, data: readonly JsonValue[]) {
  const api = scriptedApi({ reply: { data: [...data] } });
  const answer = await xdrAgentAudit.feed(api, connectorOf('xdr-agent-audit')).page({ ...first, ...query }, signal);
  return { ...answer, asked: api.asked[0] };
}

test('a window is asked for 1 ms wider at its end, for filters are whole and times are not', async () => {
  const { asked } = await page({ fromMs: 1_764_234_061_005, toMs: 1_764_234_061_005 }, []);
  expect(asked).toEqual([
    '/public_api/v1/audits/agents_reports',
    {
      request_data: {
        filters: [
          { field: 'timestamp', operator: 'gte', value: 1_764_234_061_005 },
          { field: 'timestamp', operator: 'lte', value: 1_764_234_061_006 },
        ],
        search_from: 0,
        search_to: 100,
        sort: { field: 'timestamp', keyword: 'asc' },
      },
    },
  ]);
});

describe('times', () => {
  const at = (fraction: number) => ({ ...report, TIMESTAMP: 1_764_234_061_000 + fraction });
  const window = { fromMs: 1_764_234_061_005, toMs: 1_764_234_061_006 };

  test('are cut to milliseconds; what lies less than one outside the window is left out, but counted', async () => {
    const { rows, taken } = await page(window, [at(4.9), at(5.4), at(6.9), at(7)]);
    expect(rows.map(({ timeMs }) => timeMs)).toEqual([window.fromMs, window.toMs]);
    expect(taken).toBe(4);
  });

  test.each([3.9, 8])('%d ms, which nobody asked for, is refused', async (fraction) => {
    await expect(page(window, [at(fraction)])).rejects.toMatchObject({ kind: 'protocol', code: 'API-BODY' });
  });
});

test('identity is the content, in any order', async () => {
  const other = Object.fromEntries(Object.entries(report).toReversed());
  const [a, b, c] = (await page({}, [report, other, { ...report, TIMESTAMP: report.TIMESTAMP + 0.001 }])).rows;
  expect(a?.uid).toBe(b?.uid);
  expect(a?.uid).not.toBe(c?.uid);
});

test('more reports in one millisecond than a page holds all arrive, once', async () => {
  const model = createTenantModel();
  const atMs = 1_764_234_061_005;
  for (let number = 1; number <= 250; number += 1) {
    model.agentReports.put(believableAgentReport(seededRandom(number), number, atMs));
    model.agentReports.put(believableAgentReport(seededRandom(number), number, atMs - 3_600_000 + number * 7));
  }
  const reader = readTenant({ definition: xdrAgentAudit, model, startMs: atMs + 60_000 });
  for (let left = 9; left > 0 && !(await reader.poll()); left -= 1);
  expect(await reader.poll()).toBe(true);
  expect(reader.records.map(({ body }) => JSON.stringify(body)).toSorted()).toEqual(
    model.agentReports
      .history()
      .map((report) => JSON.stringify(report))
      .toSorted(),
  );
});
