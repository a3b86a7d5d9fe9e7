import { afterAll, beforeAll, expect, test } from 'vitest';
import { overviewChangeSchema, overviewSchema } from '../../../src/api/overview.ts';
import { timelineSchema } from '../../../src/api/operations.ts';
import { policyHeaders } from '../../../src/host/web/policy-headers.ts';
import { reportAt } from '../status-reports.ts';
import { createEventReader } from './event-reader.ts';
import { hostileTexts } from './hostile-texts.ts';
import { madeUpConsole, overviewOf, overviewRow } from './made-up-console.ts';
import { serveConsole, type ServedConsole, type Told } from './served-console.ts';

/** Every text in every place of the overview and the timeline that the other side, or whoever names things, fills. */
const rows = hostileTexts.map((text, n) =>
  overviewRow({
    id: `c-${n}`,
    name: text,
    reason: text,
    tenant: text,
    destination: text,
    error: { kind: 'auth', code: text, message: text, remedy: text, at: reportAt, inARow: 1 },
    paused: { by: text, at: reportAt },
  }),
);
const overview = overviewOf(rows, { summary: hostileTexts.join(' ') });
const entries = hostileTexts.map((text, id) => ({
  id,
  at: reportAt,
  lastAt: reportAt,
  count: 1,
  kind: 'edit' as const,
  actor: text,
  text,
}));

let served: ServedConsole;
beforeAll(async () => {
  served = await serveConsole({ console: madeUpConsole({ overview: () => overview, timeline: async () => entries }) });
});
afterAll(async () => served.close());

function expectPolicy({ headers }: Pick<Told, 'headers'>): void {
  expect(headers).toMatchObject(policyHeaders);
  expect(headers['set-cookie']).toBeUndefined();
}

/** As JSON gives it back: a half of a pair has no other form, and no place in UTF-8. */
const roundTrip = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('there are 200 of them', () => {
  expect(hostileTexts.length).toBeGreaterThanOrEqual(200);
});

test('the status stays JSON, with every text as it was', async () => {
  const answer = await served.ask('/api/v1/status', { as: 'viewer' });
  expect(answer.headers['content-type']).toBe('application/json');
  expectPolicy(answer);
  expect(overviewSchema.parse(answer.json()).connectors).toEqual(roundTrip(rows));
});

test('so does the timeline', async () => {
  const answer = await served.ask('/api/v1/connectors/soc-eu/timeline', { as: 'viewer' });
  expect(answer.headers['content-type']).toBe('application/json');
  expectPolicy(answer);
  expect(timelineSchema.parse(answer.json()).entries).toEqual(roundTrip(entries));
});

test('an event stays one event', async () => {
  const events = createEventReader(await served.open('/api/v1/events', { as: 'viewer' }));
  const lines = (await events.next()).split('\n');
  expect(lines.map((line) => line.slice(0, 6))).toEqual(['retry:', 'data: ']);
  expect(lines.join()).not.toContain('\r');
  expect(overviewChangeSchema.parse(JSON.parse(lines[1]?.slice(6) ?? '')).connectors).toEqual(roundTrip(rows));
  expect(events.waiting()).toBe(0);
  events.leave();
});

test('the table has a row for each connector, and no cell that a spreadsheet would run', async () => {
  const answer = await served.ask('/api/v1/status.csv', { as: 'viewer' });
  expect(answer.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="collection-status.csv"',
  });
  expectPolicy(answer);
  const [, ...table] = csvRows(answer.body);
  expect(table).toHaveLength(rows.length);
  for (const [n, row] of table.entries()) {
    expect(row).toHaveLength(22);
    const text = Buffer.from(hostileTexts[n] ?? '').toString();
    for (const column of [1, 4, 5, 7, 8, 9, 10]) expect([text, `'${text}`]).toContain(row[column]);
    for (const cell of row) expect(cell).not.toMatch(/^[\s\p{C}]*[=+@\uFF1D]/u);
  }
});

test('a field of a form that is called so is named in a problem that stays JSON', async () => {
  for (const text of hostileTexts.slice(0, 40)) {
    const body = { name: 'SOC', sources: ['x'], settings: {}, [`${text} `]: text };
    const answer = await served.ask('/api/v1/check', { method: 'POST', as: 'admin', body });
    expect(answer).toMatchObject({ status: 422 });
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.json()).toMatchObject({ fields: [{ path: `${text} ` }] });
  }
});

test('no path, cookie or header that is called so is more than not found, or not signed in', async () => {
  const sessionName = `cortex_otel_session_${new URL(served.web.url).port}`;
  for (const text of hostileTexts.filter((one) => one.length < 500)) {
    const path = `/api/v1/connectors/${encodeURIComponent(text.toWellFormed())}_/gaps`;
    expect((await served.ask(path, { as: 'viewer' })).status).toBe(404);
    const printable = text.replaceAll(/[^\x20-\x7E]/g, '');
    const answer = await served.ask('/api/v1/session', { headers: { cookie: `${sessionName}=${printable}` } });
    expect(answer.status).toBe(401);
    expect(answer.body).toBe('{"error":"sign in first"}');
  }
});

/** Reads RFC 4180 as a spreadsheet does. */
function csvRows(csv: string): readonly (readonly string[])[] {
  const found: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    found.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') found.push([]);
  }
  return found.slice(0, -1);
}
