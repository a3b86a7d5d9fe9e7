import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isConnectorError } from '../../../src/contract/index.ts';
import {
  createTenantModel,
  extraDataPath,
  fault,
  type JsonObject,
  multipleExtraDataPath,
  seededRandom,
  type TenantCall,
} from '../../../src/testing/index.ts';
import { type Collector, startCollector } from './enriching-collector.ts';
import { mostInAMinute } from './most-in-a-minute.ts';
import { alertItem, putIncident } from './stocked-model.ts';

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('poll' as const), batches: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('round' as const), batches: fc.integer({ min: 0, max: 3 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      incident: fc.integer({ min: 1, max: 6 }),
      alerts: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 45, max: 60 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 90_000 }) }) },
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const troubles = [
  fault.status(500),
  fault.status(403),
  fault.retryAfter('2'),
  fault.retryAfter('30'),
  fault.cut(),
  fault.reset('after'),
  fault.raw('{"reply":{}}'),
];

const severities = ['low', 'medium', 'high', 'critical', 'informational', 'medium'];

/** A new or changed incident, with so many alerts. */
function change({ tenant, clock }: Collector, { incident, alerts }: Extract<Step, { do: 'change' }>): void {
  const severity = severities[incident - 1] ?? 'low';
  putIncident(tenant.model, { id: incident, alerts, severity, modifiedMs: clock.now() - 1 });
}

async function take(collector: Collector, each: Step): Promise<void> {
  switch (each.do) {
    case 'poll':
      return void (await collector.poll(each.batches));
    case 'round':
      return void (await collector.round(each.batches));
    case 'change':
      return change(collector, each);
    case 'restart':
      return collector.restart();
    case 'wait':
      return collector.clock.sleep(each.ms, new AbortController().signal);
  }
}

/** What a host does: what fails is taken up again later. */
async function orLater(collector: Collector, work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    await collector.clock.sleep(error.retryAfterMs ?? 1000, new AbortController().signal);
    return false;
  }
}

async function toTheEnd(collector: Collector): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    const polled = await orLater(collector, collector.poll());
    if (polled && (await orLater(collector, collector.enrich()))) return;
  }
  throw new Error('it never ends');
}

/** What the tenant holds and nothing delivered shows: alerts, and revisions without their details. */
function missing({ tenant, records, clock, alerts, enriched }: Collector): readonly string[] {
  const delivered = new Set(alerts().map(({ body }) => JSON.stringify(body)));
  return tenant.model.incidents.visible(clock.now()).flatMap((incident: JsonObject) => {
    const id = Number(incident['incident_id']);
    const wanted = Array.from({ length: Number(incident['alert_count']) }, (_, index) => alertItem(id, index));
    const lost = wanted
      .filter((alert) => !delivered.has(JSON.stringify(alert)))
      .map((alert) => JSON.stringify(alert['alert_id']));
    const revision = records.find(
      ({ body, eventName }) => !/enriched|alert$/.test(eventName) && JSON.stringify(body) === JSON.stringify(incident),
    );
    const details = enriched().some(
      ({ attributes }) => attributes['paloalto.cortex.ingest.revision_uid'] === revision?.uid,
    );
    return [...lost, ...(revision ? [] : [`incident ${id}`]), ...(details ? [] : [`details of ${id}`])];
  });
}

test('whatever fails, and whenever it is killed, every last revision gets its alerts and artifacts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('counted' as const, 'bare' as const, 'absent' as const),
      fc.integer(),
      fc.double({ min: 0, max: 0.6, noNaN: true }),
      fc.array(step, { minLength: 5, maxLength: 40 }),
      async (multipleExtraData, seed, probability, steps) => {
        const random = seededRandom(seed);
        const model = createTenantModel({ multipleExtraData });
        await using collector = await startCollector({ tenant: { model }, settings: { batch_size: 20 } });
        const aside = ({ path }: TenantCall) => path === extraDataPath || path === multipleExtraDataPath;
        const heal = collector.tenant.faults.add(
          fault.when(
            aside,
            fault.any(
              ...troubles.map((each) => fault.sometimes(probability / troubles.length, () => random.fraction(), each)),
            ),
          ),
        );
        for (const each of steps) await orLater(collector, take(collector, each));
        heal();
        await toTheEnd(collector);
        expect(missing(collector)).toEqual([]);
        expect(collector.gauges).toMatchObject({ waiting: 0, givenUp: 0 });
        expect(mostInAMinute(collector.askedAlone())).toBeLessThanOrEqual(9);
      },
    ),
    { numRuns: 60, endOnFailure: false },
  );
}, 120_000);
