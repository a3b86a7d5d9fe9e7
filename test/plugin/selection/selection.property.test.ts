import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import type { SourceDefinition } from '../../../src/plugin/sources/source-definition.ts';
import { xdrAgentAudit } from '../../../src/plugin/sources/xdr-agent-audit.ts';
import { xdrAlerts } from '../../../src/plugin/sources/xdr-alerts.ts';
import { xdrAudit } from '../../../src/plugin/sources/xdr-audit.ts';
import { xdrIncidents } from '../../../src/plugin/sources/xdr-incidents.ts';
import {
  believableAgentReport,
  believableAlert,
  believableAudit,
  believableIncident,
  createTenantModel,
  type JsonObject,
  type RecordList,
  seededRandom,
  type SeededRandom,
  type TenantModel,
  testStartMs,
} from '../../../src/testing/index.ts';
import { readTenant } from '../sources/tenant-reader.ts';

const runs = Number(process.env['SELECTION_RUNS'] ?? 80);
const dayMs = 86_400_000;
const overlapMs = 300_000;

interface Kind {
  readonly definition: SourceDefinition<JsonValue>;
  readonly list: (model: TenantModel) => RecordList;
  readonly item: (random: SeededRandom, number: number, timeMs: number) => JsonObject;
  /** The setting, the item's field, and words of which some are chosen. */
  readonly fields: readonly (readonly [setting: string, key: string, words: readonly string[]])[];
}

const kinds: readonly Kind[] = [
  {
    definition: xdrIncidents,
    list: ({ incidents }) => incidents,
    item: (random, number, timeMs) => ({
      ...believableIncident(random, number, timeMs),
      status: random.pick(['new', 'under_investigation', 'resolved_other', 'resolved_risk_accepted']),
      severity: random.pick(['low', 'medium', 'high']),
    }),
    fields: [
      ['incident_status', 'status', ['new', 'under_investigation', 'resolved_other', 'resolved_risk_accepted']],
      ['incident_severity', 'severity', ['low', 'medium', 'high']],
    ],
  },
  {
    definition: xdrAlerts,
    list: ({ alerts }) => alerts,
    item: believableAlert,
    fields: [
      ['alert_severity', 'severity', ['low', 'medium', 'high', 'critical']],
      ['alert_source', 'source', ['XDR Agent', 'XDR Analytics', 'XDR BIOC', 'Correlation']],
    ],
  },
  {
    definition: xdrAudit,
    list: ({ audits }) => audits,
    item: believableAudit,
    fields: [
      ['audit_type', 'AUDIT_ENTITY', ['AUTH', 'API_KEY', 'XSOAR', 'LICENSING']],
      ['audit_sub_type', 'AUDIT_ENTITY_SUBTYPE', ['Login', 'Edit', 'Isolate', 'Command - War Room']],
      ['audit_result', 'AUDIT_RESULT', ['SUCCESS', 'FAIL', 'PARTIAL']],
    ],
  },
  {
    definition: xdrAgentAudit,
    list: ({ agentReports }) => agentReports,
    item: believableAgentReport,
    fields: [
      ['agent_category', 'CATEGORY', ['Status', 'Audit', 'Monitoring']],
      ['agent_sub_type', 'SUBTYPE', ['Upgrade', 'Fully Protected', 'Kernel Driver Initialization']],
      ['agent_result', 'RESULT', ['Success', 'Fail']],
    ],
  },
];

interface Schedule {
  readonly seed: number;
  readonly kind: number;
  readonly initial: number;
  readonly burst: number;
  readonly failurePeriod: number;
  readonly restartPeriod: number;
  /** For each field, which of its words are chosen; none: the setting is left out. */
  readonly chosen: readonly (readonly boolean[])[];
}

const schedules: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  kind: fc.integer({ min: 0, max: kinds.length - 1 }),
  initial: fc.integer({ min: 0, max: 300 }),
  burst: fc.integer({ min: 1, max: 230 }),
  failurePeriod: fc.integer({ min: 2, max: 20 }),
  restartPeriod: fc.integer({ min: 1, max: 5 }),
  chosen: fc.array(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 3 }),
});

/** Words as people write them, in another case than the records have. */
function settingsOf({ fields }: Kind, chosen: Schedule['chosen']): Readonly<Record<string, string>> {
  const settings = fields.map(([setting, , words], at) => {
    const picked = words.filter((_word, index) => chosen[at]?.[index]);
    return [setting, picked.map((word) => word.toLowerCase()).join(', ')];
  });
  return Object.fromEntries(settings.filter(([, words]) => words !== ''));
}

function matches({ fields }: Kind, chosen: Schedule['chosen'], item: JsonObject): boolean {
  return fields.every(([, key, words], at) => {
    const picked = words.filter((_word, index) => chosen[at]?.[index]);
    return picked.length === 0 || picked.some((word) => word === item[key]);
  });
}

/** A list that grows while it is read: at once, shown late, or hundreds in one millisecond. */
function startTenant({ item, list }: Kind, { seed, initial, burst, failurePeriod }: Schedule) {
  const model = createTenantModel({ seed });
  const random = seededRandom(seed);
  let number = 0;
  let changing = true;

  function put(atMs: number, visibleAtMs = atMs): void {
    number += 1;
    list(model).put(item(random, number, atMs), visibleAtMs > atMs ? { visibleAtMs } : {});
  }

  function happen(nowMs: number): void {
    const dice = random.fraction();
    if (dice < 0.5) put(nowMs);
    else if (dice < 0.6) put(nowMs, nowMs + random.integer(1, overlapMs - 30_000));
    else if (dice < 0.64) for (let left = burst; left > 0; left -= 1) put(nowMs);
  }

  for (let left = initial; left > 0; left -= 1) put(testStartMs - random.integer(1, 3 * dayMs));
  return {
    model,
    stopChanging: () => void (changing = false),
    before: (call: number, nowMs: number): boolean => {
      if (changing) happen(nowMs);
      return changing && call % failurePeriod === 0;
    },
  };
}

async function delivered(schedule: Schedule, kind: Kind): Promise<readonly [JsonValue[], readonly JsonObject[]]> {
  const { model, before, stopChanging } = startTenant(kind, schedule);
  const settings = settingsOf(kind, schedule.chosen);
  const reader = readTenant({ definition: kind.definition, model, startMs: testStartMs, before, settings });
  for (let polls = 1; polls <= 10; polls += 1) {
    await reader.poll();
    if (polls % schedule.restartPeriod === 0) reader.restart();
    await reader.wait(60_000);
  }
  stopChanging();
  await reader.wait(2 * overlapMs);
  for (let calm = 0; calm < 2;) {
    expect(reader.calls(), 'calls without an end').toBeLessThan(6000);
    if (await reader.poll()) calm += 1;
    await reader.wait(60_000);
  }
  return [reader.records.map(({ body }) => body), kind.list(model).history()];
}

test('exactly the records that match are delivered, once each', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const kind = kinds[schedule.kind]!;
      const [bodies, history] = await delivered(schedule, kind);
      const wanted = history.filter((item) => matches(kind, schedule.chosen, item));
      expect(sortedTexts(bodies)).toEqual(sortedTexts(wanted));
    }),
    { numRuns: runs },
  );
});

function sortedTexts(items: readonly JsonValue[]): readonly string[] {
  return items.map((item) => JSON.stringify(item)).toSorted();
}
