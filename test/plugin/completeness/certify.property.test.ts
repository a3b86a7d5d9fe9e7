import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import type { SourceDefinition } from '../../../src/plugin/sources/source-definition.ts';
import { xdrAgentAudit } from '../../../src/plugin/sources/xdr-agent-audit.ts';
import { xdrAudit } from '../../../src/plugin/sources/xdr-audit.ts';
import { xsoarAudit } from '../../../src/plugin/sources/xsoar-audit.ts';
import {
  believableAgentReport,
  createTenantModel,
  isJsonObject,
  type JsonObject,
  type RecordList,
  seededRandom,
  type TenantModel,
  testStartMs,
} from '../../../src/testing/index.ts';
import { auditItem, xsoar6Item } from '../cortex-items.ts';
import { type CountedTenant, countedTenant } from './counted-tenant.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const runs = Number(process.env['CERTIFY_RUNS'] ?? 30);

interface Kind {
  readonly definition: SourceDefinition<JsonValue>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly list: (model: TenantModel) => RecordList;
  readonly item: (number: number, timeMs: number) => JsonObject;
}

const kinds: Readonly<Record<string, Kind>> = {
  'audit log': { definition: xdrAudit, list: (model) => model.audits, item: auditItem },
  'agent audit log': {
    definition: xdrAgentAudit,
    list: (model) => model.agentReports,
    // Without an id: one in three says the same as the one before, at the same time.
    item: (number, timeMs) => believableAgentReport(seededRandom(number - (number % 3 === 2 ? 1 : 0)), 7, timeMs),
  },
  'audit log of XSOAR 6': {
    definition: xsoarAudit,
    settings: { fqdn: undefined, api_key_id: undefined, server_url: 'https://xsoar.corp.example' },
    list: (model) => model.xsoar6Audits,
    item: xsoar6Item,
  },
};

/** What happens within ten hours, and is collected and counted for two days more. */
interface Schedule {
  readonly kind: keyof typeof kinds;
  readonly seed: number;
  readonly records: number;
  /** Share of the records that show themselves late, by up to 20 hours. */
  readonly hidden: number;
  /** A burst in one window. */
  readonly burst: number;
  /** How the API counts: rightly, not at all, rows before they show, rows long after. */
  readonly counts: 'true' | 'none' | 'early' | 'late';
  readonly failurePeriod: number;
  /** Every so many batches the process ends before it has saved one; 0: never. */
  readonly deathPeriod: number;
}

const schedules: fc.Arbitrary<Schedule> = fc.record({
  kind: fc.constantFrom(...Object.keys(kinds)),
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  records: fc.integer({ min: 0, max: 300 }),
  hidden: fc.constantFrom(0, 0.02, 0.3),
  burst: fc.integer({ min: 0, max: 400 }),
  counts: fc.constantFrom('true', 'true', 'none', 'early', 'late'),
  failurePeriod: fc.integer({ min: 2, max: 30 }),
  deathPeriod: fc.constantFrom(0, 0, 7, 40),
});

function fill(schedule: Schedule): TenantModel {
  const model = createTenantModel({ seed: schedule.seed });
  const random = seededRandom(schedule.seed);
  const { list, item } = kinds[schedule.kind]!;
  let number = 0;
  const put = (atMs: number): void => {
    number += 1;
    const isHidden = atMs >= testStartMs && random.chance(schedule.hidden);
    const visibleAtMs = Math.max(atMs, testStartMs) + (isHidden ? random.integer(minuteMs, 20 * hourMs) : 0);
    const countedAtMs = { true: visibleAtMs, none: visibleAtMs, early: atMs, late: visibleAtMs + 2 * hourMs };
    list(model).put(item(number, atMs), {
      ...(visibleAtMs > testStartMs && { visibleAtMs }),
      ...(schedule.counts !== 'true' && { countedAtMs: countedAtMs[schedule.counts] }),
    });
  };
  for (let left = schedule.records; left > 0; left -= 1) {
    const atMs = testStartMs + random.integer(-20 * 24 * hourMs, 10 * hourMs);
    put(atMs < testStartMs && random.chance(0.5) ? testStartMs + random.integer(0, 10 * hourMs) : atMs);
  }
  const burstMs = testStartMs + random.integer(0, 10 * hourMs);
  for (let left = schedule.burst; left > 0; left -= 1) put(burstMs + random.integer(0, 1000));
  return model;
}

function collectorOf(schedule: Schedule, model: TenantModel): CountedTenant {
  const { definition, settings } = kinds[schedule.kind]!;
  return countedTenant({
    definition,
    model,
    startMs: testStartMs,
    ...(settings && { settings }),
    before: (call) => call % schedule.failurePeriod === 0,
    dies: (batch) => schedule.deathPeriod > 0 && batch % schedule.deathPeriod === 0,
    answered: (body) => (schedule.counts === 'none' ? uncounted(body) : body),
  });
}

function uncounted(body: JsonObject): JsonObject {
  const { reply } = body;
  if (isJsonObject(reply)) return { reply: { ...reply, total_count: null } };
  return { ...body, total: null };
}

const days = 60 / 24;

/** Nothing differs, and the API answers as a rule. */
function isCalm({ hidden, counts, failurePeriod }: Schedule): boolean {
  return hidden === 0 && counts === 'true' && failurePeriod > 4;
}

/** A record as it was put, and as it was delivered. */
const text = (item: JsonValue | undefined): string => JSON.stringify(item);

function timeOf(item: JsonObject): number {
  const { AUDIT_INSERT_TIME: audit, TIMESTAMP: report, modified } = item;
  return typeof modified === 'string' ? Date.parse(modified) : Number(audit ?? report);
}

test(
  'what is certified is complete at any time; in the end everything is delivered, and certified',
  { timeout: 600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        const model = fill(schedule);
        const all = kinds[schedule.kind]!.list(model).history();
        const tenant = collectorOf(schedule, model);
        for (let hours = 0; hours < 60; hours += 1) {
          await tenant.live(hourMs, 5 * minuteMs);
          const { certifiedToMs = 0 } = tenant.gauges();
          const delivered = new Set(tenant.records.map(({ body }) => text(body)));
          const missing = all.filter((item) => timeOf(item) < certifiedToMs && !delivered.has(text(item)));
          expect(missing, `certified after ${hours} hours`).toEqual([]);
        }
        const wanted = new Set(all.map(text));
        const delivered = tenant.records.map(({ body }) => text(body)).toSorted();
        expect([...new Set(delivered)]).toEqual([...wanted].toSorted());
        expect(delivered.length - wanted.size, 'repeats').toBeLessThanOrEqual(
          schedule.deathPeriod === 0 ? 0 : Infinity,
        );
        expect(tenant.checkCalls() / days, 'questions a day').toBeLessThan(isCalm(schedule) ? 120 : 1500);
        expect(tenant.gauges().mismatches).toBe(0);
        expect(tenant.gauges().certifiedToMs).toBeGreaterThan(testStartMs + 30 * hourMs);
      }),
      { numRuns: runs },
    );
  },
);
