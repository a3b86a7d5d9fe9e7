import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeadLetterQuery } from '../../src/host/state/dead-letter.ts';
import { openSqliteStateReader } from '../../src/host/state/sqlite-reader.ts';
import { fault, otlpFault, type ReceivedRecord } from '../../src/testing/index.ts';
import type { CliProcess, LogLine } from './cli-process.ts';
import { delivered, numbers, putIncidents } from './deliveries.ts';
import { openSite, patience, type Site } from './site.ts';

let site: Site;
beforeEach(async () => {
  site = await openSite();
});
afterEach(async () => site.close());

const failed = ({ event }: LogLine) => event === 'attempt failed';
const collected = ({ event }: LogLine) => event === 'collected';
const arrived = (count: number) => site.endpoint.until(() => site.endpoint.received().length >= count, patience());

async function stopped(run: CliProcess): Promise<void> {
  run.signal('SIGTERM');
  expect(await run.ended).toEqual({ code: 0, signal: null });
}

async function deadLetters(query: Partial<DeadLetterQuery> = {}) {
  const reader = await openSqliteStateReader(site.state);
  try {
    return await reader.deadLetters({ limit: 100, ...query });
  } finally {
    await reader.close();
  }
}

describe('an endpoint that fails', () => {
  test('a storm of 503 loses nothing, repeats nothing, and has the API left alone', async () => {
    putIncidents(site.tenant.model.incidents, 150);
    site.endpoint.faults.add(fault.first(8, otlpFault.status(503)));
    const run = site.cli(['run', '--once']);
    await run.line(failed);
    const asked = site.tenant.requests.length;
    run.skipWaits();
    // The storm goes on: whoever asked meanwhile would have asked by the seventh attempt.
    await run.time({ elapse: 61_000 });
    await site.endpoint.until(() => site.endpoint.requests.length >= 8, patience());
    expect(site.tenant.requests).toHaveLength(asked);
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(delivered(site.endpoint)).toEqual(numbers(150));
    expect(run.lines().filter(failed)).toHaveLength(8);
    const waits = run
      .lines()
      .filter(failed)
      .map((line) => Number(line['retryInMs']));
    waits.forEach((wait, index) => {
      const most = Math.min(60_000, 1000 * 2 ** index);
      expect(wait).toBeGreaterThanOrEqual(most / 2);
      expect(wait).toBeLessThanOrEqual(most);
    });
  });

  test('Retry-After is kept to, and shown as Throttled', async () => {
    putIncidents(site.tenant.model.incidents, 20);
    site.endpoint.faults.add(fault.first(1, otlpFault.status(429, { 'retry-after': '600' })));
    const run = site.cli(['run']);
    const line = await run.line(failed);
    expect(line).toMatchObject({ kind: 'throttled', code: 'OTLP-610' });
    expect(line['retryInMs']).toBeGreaterThanOrEqual(600_000);
    expect(line['retryInMs']).toBeLessThanOrEqual(600_250);
    expect((await site.status()).connectors[0]).toMatchObject({ status: 'Throttled' });
    await run.time({ elapse: 500_000 });
    // A report from after the jump says that it still waits for the first answer's pause to end.
    const later = await site.report((report) => Date.parse(report.at) > Date.now() + 400_000);
    expect(later.connectors[0]).toMatchObject({ status: 'Throttled', error: { inARow: 1 } });
    expect(site.endpoint.requests).toHaveLength(1);
    await run.time({ elapse: 101_000 });
    await arrived(20);
    await stopped(run);
    expect(delivered(site.endpoint)).toEqual(numbers(20));
  });

  test('an outage over many polls: the API is not asked, nothing is buffered, all arrives in the end', async () => {
    const { tenant, endpoint } = site;
    putIncidents(tenant.model.incidents, 60);
    endpoint.faults.add(fault.reset('before'));
    const run = site.cli(['run']);
    await run.line(failed);
    const asked = tenant.requests.length;
    for (let attempt = 2; attempt <= 30; attempt += 1) {
      await run.time({ elapse: 61_000 });
      await run.line((line) => failed(line) && line['inARow'] === attempt);
      putIncidents(tenant.model.incidents, 1, 60 + attempt - 1);
    }
    expect(tenant.requests).toHaveLength(asked);
    endpoint.faults.clear();
    await run.time({ elapse: 61_000 });
    await arrived(89);
    await run.line(collected);
    await stopped(run);
    expect(delivered(endpoint)).toEqual(numbers(89));
  });

  test('HTML with 200 is Action required, and heals by itself', async () => {
    putIncidents(site.tenant.model.incidents, 30);
    site.endpoint.faults.add(fault.html());
    const run = site.cli(['run']);
    expect(await run.line(failed)).toMatchObject({ kind: 'config', code: 'OTLP-606' });
    const report = await site.status();
    expect(report.connectors[0]).toMatchObject({ status: 'Action required', error: { code: 'OTLP-606' } });
    site.endpoint.faults.clear();
    await run.time({ elapse: 900_000 });
    await arrived(30);
    await run.line(collected);
    await stopped(run);
    expect(delivered(site.endpoint)).toEqual(numbers(30));
  });
});

describe('an endpoint that refuses records', () => {
  test('a poison record is set aside with its reason, the rest is delivered', async () => {
    putIncidents(site.tenant.model.incidents, 100);
    // Refused by what is in it, before any id is known.
    site.endpoint.faults.add(
      fault.when(
        ({ records }) => records.some(isIncident(42)),
        () => () => ({
          kind: 'answer',
          make: () => ({ status: 400, headers: {}, body: { code: 3, message: 'field too long: description' } }),
        }),
      ),
    );
    const { code, stderr } = await site.finished(['run', '--once']);
    expect(code).toBe(0);
    expect(delivered(site.endpoint)).toEqual(numbers(100).filter((number) => number !== 42));
    const letters = await deadLetters();
    expect(letters).toHaveLength(1);
    expect(letters[0]).toMatchObject({ kind: 'refused', connector: 'soc' });
    expect(letters[0]?.reason).toContain('field too long: description');
    expect(letters[0]?.records).toHaveLength(1);
    expect(letters[0]?.records[0]?.body).toMatchObject({ incident_id: '42' });
    expect(stderr).toContain('dead letters in the state directory');
    expect((await site.status()).connectors[0]?.counters).toMatchObject({ accepted: 99, deadLettered: 1 });
    // A second run meets it no more: it was passed, not lost.
    expect((await site.finished(['run', '--once'])).code).toBe(0);
    expect(delivered(site.endpoint)).toHaveLength(99);
  });

  test('a partial success is counted, shown, kept, and never sent again', async () => {
    putIncidents(site.tenant.model.incidents, 40);
    site.endpoint.faults.add(fault.first(1, otlpFault.partialSuccess(3, 'quota exceeded')));
    const { code, stderr } = await site.finished(['run', '--once']);
    expect(code).toBe(0);
    expect(site.endpoint.requests.map(({ sent, accepted }) => [sent, accepted])).toEqual([[40, 37]]);
    expect((await site.status()).connectors[0]?.counters).toMatchObject({ accepted: 37, rejected: 3 });
    const letters = await deadLetters();
    expect(letters).toMatchObject([{ kind: 'partial', reason: '3 of 40 rejected: quota exceeded' }]);
    expect(letters[0]?.records).toHaveLength(40);
    expect(stderr).toContain('"rejected":3');
  });
});

const isIncident = (number: number) => (record: ReceivedRecord) =>
  (record.body as { incident_id?: string }).incident_id === String(number);
