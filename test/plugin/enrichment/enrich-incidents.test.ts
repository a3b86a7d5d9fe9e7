import { describe, expect, test } from 'vitest';
import { isConnectorError } from '../../../src/contract/index.ts';
import { waiting } from '../../../src/plugin/enrichment/collections.ts';
import {
  extraDataPath,
  fault,
  type JsonObject,
  multipleExtraDataPath,
  type TenantCall,
  testStartMs,
} from '../../../src/testing/index.ts';
import { startCollector } from './enriching-collector.ts';
import { mostInAMinute } from './most-in-a-minute.ts';
import { alertItem, artifacts, putIncident, stocked } from './stocked-model.ts';

const alertsOf = (incident: number, count: number) =>
  Array.from({ length: count }, (_, index) => alertItem(incident, index)['alert_id']);

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'no failure',
    (error: unknown) => (isConnectorError(error) ? error.kind : error),
  );
}

describe('the alerts of an incident', () => {
  test('follow it as records of their own, linked by its id, then the incident with its artifacts', async () => {
    await using collector = await startCollector({ tenant: { model: stocked([{ id: 1, alerts: 2 }]) } });
    await collector.poll();
    await collector.enrich();
    const [first] = collector.records;
    expect(collector.records.map(({ eventName }) => eventName)).toEqual([
      'paloalto.cortex.incident.created',
      'paloalto.cortex.alert',
      'paloalto.cortex.alert',
      'paloalto.cortex.incident.enriched',
    ]);
    const bodies = collector.alerts().map(({ body }) => body);
    expect(bodies).toEqual(expect.arrayContaining([alertItem(1, 0), alertItem(1, 1)]));
    for (const { attributes } of collector.records) expect(attributes['paloalto.cortex.incident.id']).toBe('1');
    expect(collector.enriched()[0]).toMatchObject({
      body: { incident_id: '1', ...artifacts(1), alerts: { total_count: 2 } },
      attributes: {
        'paloalto.cortex.ingest.revision_uid': first?.uid,
        'paloalto.cortex.incident.artifacts.network.ips': ['192.0.2.1'],
        'paloalto.cortex.incident.artifacts.files.malicious_sha256': ['1'.padStart(64, '0')],
      },
    });
    expect(collector.gauges).toMatchObject({ waiting: 0, givenUp: 0 });
  });

  test('are not sent again when the incident changes, unless they have changed', async () => {
    const model = stocked([{ id: 1, alerts: 3 }]);
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    await collector.enrich();
    const changed = { ...alertItem(1, 1), severity: 'high' };
    model.extraData.put('1', { alerts: [alertItem(1, 0), changed, alertItem(1, 2)] });
    model.incidents.change('1', { status: 'under_investigation', modification_time: testStartMs - 1000 });
    await collector.poll();
    await collector.enrich();
    expect(collector.alerts().map(({ attributes }) => attributes['paloalto.cortex.alert.id'])).toHaveLength(4);
    expect(collector.alerts().at(-1)?.body).toEqual(changed);
    expect(new Set(collector.alerts().map(({ uid }) => uid)).size).toBe(4);
    expect(collector.enriched()).toHaveLength(2);
  });

  test('are asked for once when several revisions came meanwhile, for the latest of them', async () => {
    const model = stocked([{ id: 1, alerts: 1 }]);
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    model.incidents.change('1', { status: 'under_investigation', modification_time: testStartMs - 1000 });
    await collector.poll();
    expect(collector.gauges.waiting).toBe(1);
    await collector.enrich();
    const revisions = collector.records.slice(0, 2);
    expect(collector.enriched().map((record) => record.attributes['paloalto.cortex.ingest.revision_uid'])).toEqual([
      revisions.at(-1)?.uid,
    ]);
  });

  test('come in batches that fit, and the revision waits until the last of them is saved', async () => {
    await using collector = await startCollector({ tenant: { model: stocked([{ id: 1, alerts: 1000 }]) } });
    await collector.poll();
    await collector.round(2);
    expect(collector.gauges.waiting).toBe(1);
    await collector.restart();
    await collector.enrich();
    expect(new Set(collector.alerts().map(({ attributes }) => attributes['paloalto.cortex.alert.id'])).size).toBe(1000);
    expect(collector.alerts()).toHaveLength(1000);
    expect(collector.enriched()).toHaveLength(1);
  });

  test('are those of the main stream to privacy rules, too, and still linked', async () => {
    const settings = {
      privacy: { hash: ['user_name', 'incident_id'] },
      privacy_key: 'f'.repeat(16) + '0123456789abcdef',
    };
    await using collector = await startCollector({ settings, tenant: { model: stocked([{ id: 1, alerts: 1 }]) } });
    await collector.poll();
    await collector.enrich();
    const [incident, alert, enriched] = collector.records;
    expect(JSON.stringify(alert?.body)).not.toMatch(/\bada\b/);
    const link = 'paloalto.cortex.incident.id';
    expect(incident?.attributes[link]).toMatch(/^hmac_/);
    expect(alert?.attributes[link]).toBe(incident?.attributes[link]);
    expect(enriched?.attributes['paloalto.cortex.ingest.revision_uid']).toBe(incident?.uid);
  });
});

describe('what nobody knows of alerts', () => {
  test('is listed as that of the incidents, each under its own name', async () => {
    const model = stocked([{ id: 1, alerts: 0 }]);
    model.incidents.change('1', { brand_new: 1 });
    model.extraData.put('1', {
      alerts: [
        { ...alertItem(1, 0), brand_new: 'abc' },
        { ...alertItem(1, 1), severity: 7 },
      ],
    });
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    await collector.enrich();
    const findings = (await collector.insights()).drift.map(({ kind, field }) => `${kind} ${field}`);
    expect(new Set(findings)).toEqual(
      new Set(['new-field brand_new', 'new-field alerts.data[].brand_new', 'new-type alerts.data[].severity']),
    );
    expect(collector.gauges.drift).toBe(3);
    await collector.poll();
    expect(collector.gauges.drift).toBe(3);
  });
});

describe('where the tenant answers for many incidents at once', () => {
  test('it is asked for a hundred at a time, and for none alone', async () => {
    const model = stocked(Array.from({ length: 150 }, (_, index) => ({ id: index + 1, alerts: 3 })));
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    await collector.enrich();
    expect(collector.alerts()).toHaveLength(450);
    expect(collector.enriched()).toHaveLength(150);
    expect(collector.askedTogether()).toHaveLength(2);
    expect(collector.askedAlone()).toEqual([]);
  });

  test.each(['counted', 'bare'] as const)(
    'an incident with more alerts than it gives is asked for alone (%s)',
    async (reply) => {
      const model = stocked(
        [
          { id: 1, alerts: 60 },
          { id: 2, alerts: 50 },
        ],
        { multipleExtraData: reply },
      );
      await using collector = await startCollector({ tenant: { model } });
      await collector.poll();
      await collector.enrich();
      const ids = collector.alerts().map(({ attributes }) => attributes['paloalto.cortex.alert.id']);
      expect(ids).toHaveLength(110);
      expect(new Set(ids)).toEqual(new Set([...alertsOf(1, 60), ...alertsOf(2, 50)]));
      expect(collector.askedAlone().map(({ body }) => body)).toEqual([
        { request_data: { incident_id: '1', alerts_limit: 1000 } },
      ]);
    },
  );

  test('as many alerts as it gives at most are not taken for all, where nothing says so', async () => {
    const model = stocked([{ id: 1, alerts: 60 }], { multipleExtraData: 'bare' });
    model.incidents.change('1', { alert_count: null });
    await using collector = await startCollector({ tenant: { model } });
    collector.tenant.faults.add(
      fault.at(
        multipleExtraDataPath,
        fault.change((answer) => ({
          ...answer,
          body: JSON.parse(JSON.stringify(answer.body).replace('"total_count":60,', '')) as JsonObject,
        })),
      ),
    );
    await collector.poll();
    await collector.enrich();
    expect(collector.alerts()).toHaveLength(60);
  });

  test('a limit of none that it announces is not believed', async () => {
    const model = stocked(Array.from({ length: 250 }, (_, index) => ({ id: index + 1, alerts: 1 })));
    await using collector = await startCollector({ tenant: { model } });
    collector.tenant.faults.add(
      fault.at(
        multipleExtraDataPath,
        fault.change((answer) => {
          const { reply } = answer.body as { reply: JsonObject };
          return { ...answer, body: { reply: { ...reply, alerts_limit_per_incident: 0 } } };
        }),
      ),
    );
    await collector.poll();
    await collector.enrich();
    expect(collector.enriched()).toHaveLength(250);
    expect(collector.askedAlone()).toEqual([]);
  });

  test('one that was left out is asked for alone', async () => {
    const model = stocked([
      { id: 1, alerts: 1 },
      { id: 2, alerts: 1 },
    ]);
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    collector.tenant.faults.add(
      fault.at(
        multipleExtraDataPath,
        fault.change((answer) => {
          const { reply } = answer.body as { reply: { incidents: readonly unknown[] } };
          return { ...answer, body: { reply: { ...reply, incidents: reply.incidents.slice(1) } } } as typeof answer;
        }),
      ),
    );
    await collector.enrich();
    expect(collector.enriched()).toHaveLength(2);
    expect(collector.askedAlone()).toHaveLength(1);
  });

  test('fewer are asked for where the answer would be too large', async () => {
    const model = stocked(Array.from({ length: 8 }, (_, index) => ({ id: index + 1, alerts: 1 })));
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    const many = ({ body }: TenantCall) => /\d","\d.*\d","\d/.test(JSON.stringify(body));
    collector.tenant.faults.add(
      fault.when((call: TenantCall) => call.path === multipleExtraDataPath && many(call), fault.huge(17 * 1024 * 1024)),
    );
    await collector.enrich();
    expect(collector.enriched()).toHaveLength(8);
    expect(collector.askedAlone()).toEqual([]);
  });
});

describe('where it does not', () => {
  test('that is found out once, remembered, and looked at again after days', async () => {
    const model = stocked([{ id: 1, alerts: 1 }], { multipleExtraData: 'absent' });
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    await collector.enrich();
    expect(collector.askedTogether()).toHaveLength(1);
    putIncident(model, { id: 2, alerts: 1, modifiedMs: collector.clock.now() - 1000 });
    await collector.restart();
    await collector.poll();
    await collector.enrich();
    expect(collector.enriched()).toHaveLength(2);
    expect(collector.askedTogether()).toHaveLength(1);
    await collector.clock.sleep(4 * 86_400_000, new AbortController().signal);
    putIncident(model, { id: 3, alerts: 1, modifiedMs: collector.clock.now() - 1000 });
    await collector.poll();
    await collector.enrich();
    expect(collector.askedTogether()).toHaveLength(2);
  });

  test('never more than nine are asked for in any minute, over restarts too', async () => {
    const model = stocked(
      Array.from({ length: 40 }, (_, index) => ({ id: index + 1, alerts: 1 })),
      { multipleExtraData: 'absent' },
    );
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    for (let rounds = 0; collector.gauges.waiting !== 0; rounds += 1) {
      if (rounds % 3 === 2) await collector.restart();
      await collector.round(rounds % 2 === 0 ? Infinity : 1);
    }
    const times = collector.askedAlone().map(({ atMs }) => atMs);
    expect(times.length).toBeGreaterThanOrEqual(40);
    expect(mostInAMinute(collector.askedAlone())).toBeLessThanOrEqual(9);
    // Within the allowance it is not idle either.
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan((times.length * 60_000) / 8);
    expect(collector.enriched()).toHaveLength(40);
  });

  test('the most severe come first, of equally severe ones the newest', async () => {
    const model = stocked(
      [
        { id: 1, alerts: 1, severity: 'low', modifiedMs: testStartMs - 1000 },
        { id: 2, alerts: 1, severity: 'high', modifiedMs: testStartMs - 9000 },
        { id: 3, alerts: 1, severity: 'high', modifiedMs: testStartMs - 8000 },
        { id: 4, alerts: 1, severity: 'critical', modifiedMs: testStartMs - 90_000 },
        { id: 5, alerts: 1, severity: 'no such word', modifiedMs: testStartMs - 500 },
      ],
      { multipleExtraData: 'absent' },
    );
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    await collector.enrich();
    const order = collector.enriched().map(({ attributes }) => attributes['paloalto.cortex.incident.id']);
    expect(order).toEqual(['4', '3', '2', '1', '5']);
  });
});

describe('an incident', () => {
  test('that the tenant has no more waits no longer, and is counted', async () => {
    const model = stocked(
      [
        { id: 1, alerts: 1, severity: 'critical' },
        { id: 2, alerts: 1 },
      ],
      { multipleExtraData: 'absent' },
    );
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    model.incidents.remove('1');
    await collector.enrich();
    expect(collector.gauges).toMatchObject({ waiting: 0, givenUp: 1 });
    expect(collector.enriched()).toHaveLength(1);
  });

  test('that is there, but whose path is not, is not taken for one that is gone', async () => {
    const model = stocked([{ id: 1, alerts: 1 }], { multipleExtraData: 'absent' });
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    collector.tenant.faults.add(fault.at(extraDataPath, fault.status(404, { body: { error: 'Not found' } })));
    expect(await failure(collector.enrich())).toBe('config');
    expect(await collector.storage.size(waiting)).toBe(1);
  });

  test('that is left over from before the tenant went over to cases waits no longer', async () => {
    const model = stocked([
      { id: 1, alerts: 1 },
      { id: 2, alerts: 1 },
    ]);
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    model.setGeneration('cases');
    expect(await failure(collector.enrich())).toBe('config');
    expect(await collector.storage.size(waiting)).toBe(2);
    await collector.poll();
    await collector.enrich();
    expect(collector.gauges).toMatchObject({ waiting: 0, givenUp: 2 });
  });

  test('whose details fail lets others go first, and is asked for again', async () => {
    const model = stocked(
      [
        { id: 1, alerts: 1, severity: 'critical' },
        { id: 2, alerts: 1 },
      ],
      { multipleExtraData: 'absent' },
    );
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    const about1 = ({ body }: TenantCall) => JSON.stringify(body).includes('"incident_id":"1"');
    const mending = collector.tenant.faults.add(fault.when(about1, fault.status(500)));
    expect(await failure(collector.enrich())).toBe('unavailable');
    await collector.round();
    expect(collector.enriched()).toHaveLength(1);
    expect(await failure(collector.enrich())).toBe('unavailable');
    mending();
    await collector.enrich();
    expect(collector.enriched()).toHaveLength(2);
  });

  test('with more alerts than fit into an answer is asked for fewer, and says how many are missing', async () => {
    const model = stocked([{ id: 1, alerts: 900 }], { multipleExtraData: 'absent' });
    await using collector = await startCollector({ tenant: { model } });
    await collector.poll();
    const all = ({ body }: TenantCall) => JSON.stringify(body).includes('"alerts_limit":1000');
    collector.tenant.faults.add(fault.when(all, fault.huge(17 * 1024 * 1024)));
    await collector.enrich();
    expect(collector.alerts()).toHaveLength(500);
    expect(collector.enriched()[0]?.attributes['paloalto.cortex.ingest.alerts_missing']).toBe(400);
  });
});

describe('trouble with extra data', () => {
  test.each([
    ['permission', fault.status(403)],
    ['license', fault.status(402)],
    ['throttled', fault.retryAfter('120')],
    ['throttled', fault.status(500, { body: { reply: { err_code: 500, err_msg: 'Rate limit exceeded' } } })],
    ['unavailable', fault.status(502)],
  ])('is %s, and none of the polls', async (kind, trouble) => {
    const model = stocked([{ id: 1, alerts: 1 }]);
    await using collector = await startCollector({ tenant: { model } });
    collector.tenant.faults.add(fault.at(extraDataPath, trouble));
    collector.tenant.faults.add(fault.at(multipleExtraDataPath, trouble));
    await collector.poll();
    expect(await failure(collector.round())).toBe(kind);
    putIncident(model, { id: 2, alerts: 1, modifiedMs: collector.clock.now() - 1000 });
    await collector.poll();
    expect(collector.records.map(({ attributes }) => attributes['paloalto.cortex.incident.id'])).toEqual(['1', '2']);
    expect(collector.gauges.waiting).toBe(2);
  });
});

test('without the setting nothing waits and nothing is asked for', async () => {
  const model = stocked([{ id: 1, alerts: 1 }]);
  await using collector = await startCollector({ tenant: { model }, settings: { enrich: 'none' } });
  await collector.poll();
  expect(collector.gauges.waiting).toBeUndefined();
  expect(() => collector.round()).toThrow('there is no side stream');
});
