import { expect, test } from 'vitest';
import type { LogRecord } from '../../../src/contract/index.ts';
import { startCollector } from '../enrichment/enriching-collector.ts';
import { stocked } from '../enrichment/stocked-model.ts';
import { commandBench } from './command-bench.ts';

/** In no order: alerts come in that of the endpoint that was asked. */
const uidsOf = (records: readonly LogRecord[]) => records.map(({ uid }) => uid).toSorted();

test.for([
  ['the connector that collects them', {}],
  ['one that is narrowed', { incident_severity: 'critical' }],
  ['one of another source', { source: 'xdr-audit' }],
] as const)('incidents that are asked for through %s have the uids of what is collected', async ([, settings]) => {
  await using collector = await startCollector({ tenant: { model: stocked([{ id: 1, alerts: 2 }]) } });
  await collector.poll();
  await collector.enrich();
  const [incident, ...details] = collector.records;
  expect(details).toHaveLength(3);

  const { run } = await commandBench({ settings: { server_url: collector.tenant.url, ...settings } });
  const fetched = await run('fetch-incident', { allow_retrieve_extra_data: true });
  expect(fetched.records[0]?.uid).toBe(incident?.uid);
  expect(uidsOf(fetched.records.slice(1))).toEqual(uidsOf(details));
  const { records } = await run('get-incident-details', { incident_ids: ['1'] });
  expect(uidsOf(records)).toEqual(uidsOf(details));
});
