import { afterEach, beforeEach, expect, test } from 'vitest';
import { fault, type ReceivedRecord } from '../../src/testing/index.ts';
import { alertItem, putIncident } from '../plugin/enrichment/stocked-model.ts';
import { openSite, patience, type Site } from './site.ts';

let site: Site;
beforeEach(async () => {
  site = await openSite();
});
afterEach(async () => site.close());

const incidents = 40;
const alertsOfEach = 20;
/** More than the tenant gives beside others, and more than fit into a batch: it is asked for alone, in several batches. */
const large = { id: 1000, alerts: 700 };

const ofEvent = (event: string) => (record: ReceivedRecord) => record.eventName === event;
const alerts = () => site.endpoint.received().filter(ofEvent('paloalto.cortex.alert'));

test('a collector that is killed again and again delivers all alerts of all incidents', async () => {
  const { model } = site.tenant;
  const nowMs = Date.now();
  for (let id = 1; id <= incidents; id += 1)
    putIncident(model, { id, alerts: alertsOfEach, modifiedMs: nowMs - id * 1000 });
  putIncident(model, { ...large, modifiedMs: nowMs });
  site.configure({ connectors: [site.connector({ enrich: 'alerts', batch_size: 100 })] });
  // So that a kill finds something under way.
  site.endpoint.faults.add(fault.slow(25));

  const all = incidents * alertsOfEach;
  for (const reached of [1, 250, 500, all + 150, all + 450]) {
    const run = site.cli(['run']);
    await site.endpoint.until(() => alerts().length >= reached, patience());
    run.signal('SIGKILL');
    await run.ended;
  }
  expect(await site.finished(['run', '--once'])).toMatchObject({ code: 0 });

  const arrived = new Set(alerts().map(({ body }) => JSON.stringify(body)));
  const wanted = [...Array.from({ length: incidents }, (_, index) => ({ id: index + 1, alerts: alertsOfEach })), large];
  const missing = wanted.flatMap(({ id, alerts: count }) =>
    Array.from({ length: count }, (_, index) => JSON.stringify(alertItem(id, index))).filter(
      (alert) => !arrived.has(alert),
    ),
  );
  expect(missing).toEqual([]);
  expect(arrived.size).toBe(all + large.alerts);
  // A repeat has the same id.
  expect(site.endpoint.counts().size).toBe(2 * (incidents + 1) + all + large.alerts);
  const [soc] = (await site.status()).connectors;
  expect(soc?.gauges).toMatchObject({ waiting: 0, givenUp: 0 });
}, 60_000);
