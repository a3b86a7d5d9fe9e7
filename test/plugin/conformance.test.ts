import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/contract/index.ts';
import { createCortexPlugin } from '../../src/plugin/index.ts';
import {
  believableAgentReport,
  believableAlert,
  conformance,
  type ConformanceUpstream,
  createTenantModel,
  demoKey,
  fault,
  type FakeTenantOptions,
  type JsonObject,
  type RecordList,
  seededRandom,
  startFakeTenant,
  type TenantModel,
  type TenantModelOptions,
  testTools,
} from '../../src/testing/index.ts';
import { auditItem, incidentItem, xsoar6Item } from './cortex-items.ts';

interface Kind {
  readonly settings: Readonly<Record<string, JsonValue>>;
  readonly keys: FakeTenantOptions['keys'];
  readonly list: (model: TenantModel) => RecordList;
  readonly item: (number: number, timeMs: number) => JsonObject;
  readonly model?: TenantModelOptions;
  /** Where the bodies are, when not in the list that items are put into. */
  readonly bodies?: (model: TenantModel) => RecordList;
  readonly itemIn?: ConformanceUpstream['itemIn'];
}

const kinds: Readonly<Record<string, Kind>> = {
  'XDR incidents, Standard key': {
    settings: { source: 'xdr-incidents', api_key_id: demoKey.id },
    keys: [demoKey],
    list: (model) => model.incidents,
    item: incidentItem,
  },
  'XDR incidents with their alerts, Standard key': {
    settings: { source: 'xdr-incidents', api_key_id: demoKey.id, enrich: 'alerts' },
    keys: [demoKey],
    list: (model) => model.incidents,
    item: incidentItem,
  },
  'XDR alerts, Standard key': {
    settings: { source: 'xdr-alerts', api_key_id: demoKey.id },
    keys: [demoKey],
    list: (model) => model.alerts,
    item: (number, timeMs) => believableAlert(seededRandom(number), number, timeMs),
  },
  'XDR cases, on a tenant without incidents': {
    settings: { source: 'xdr-incidents', api_key_id: demoKey.id },
    keys: [demoKey],
    model: { generation: 'cases' },
    list: (model) => model.incidents,
    bodies: (model) => model.cases,
    item: incidentItem,
  },
  'XDR issues, on a tenant without alerts': {
    settings: { source: 'xdr-alerts', api_key_id: demoKey.id },
    keys: [demoKey],
    model: { generation: 'cases', issueRows: 'DATA' },
    list: (model) => model.alerts,
    bodies: (model) => model.issues,
    item: (number, timeMs) => believableAlert(seededRandom(number), number, timeMs),
  },
  'XDR alerts as OCSF events, with ECS attributes': {
    settings: { source: 'xdr-alerts', api_key_id: demoKey.id, body: 'ocsf', ecs: true },
    keys: [demoKey],
    list: (model) => model.alerts,
    item: (number, timeMs) => believableAlert(seededRandom(number), number, timeMs),
    itemIn: rawData,
  },
  'XDR audit logs, Standard key': {
    settings: { source: 'xdr-audit', api_key_id: demoKey.id },
    keys: [demoKey],
    list: (model) => model.audits,
    item: auditItem,
  },
  'XDR agent audit logs, Advanced key': {
    settings: { source: 'xdr-agent-audit', api_key_id: demoKey.id },
    keys: [{ ...demoKey, type: 'advanced' }],
    list: (model) => model.agentReports,
    item: (number, timeMs) => believableAgentReport(seededRandom(number), number, timeMs),
  },
  'XSOAR 8 audit logs, Advanced key': {
    settings: { source: 'xsoar-audit', api_key_id: demoKey.id },
    keys: [{ ...demoKey, type: 'advanced' }],
    list: (model) => model.audits,
    item: auditItem,
  },
  'XSOAR 8 audit logs as OCSF events, with ECS attributes': {
    settings: { source: 'xsoar-audit', api_key_id: demoKey.id, body: 'ocsf', ecs: true },
    keys: [demoKey],
    list: (model) => model.audits,
    item: auditItem,
    itemIn: rawData,
  },
  'XSOAR 6 audit logs': {
    settings: { source: 'xsoar-audit' },
    keys: [{ key: demoKey.key }],
    list: (model) => model.xsoar6Audits,
    item: xsoar6Item,
  },
};

/** The vendor record of an OCSF event. */
function rawData(body: JsonValue): JsonValue {
  return JSON.parse((body as { readonly raw_data: string }).raw_data) as JsonValue;
}

const dayMs = 86_400_000;

/** A tenant whose first items lie a day back, later ones minutes; every fourth in the millisecond of the one before. */
async function startUpstream(
  { settings, keys, list, item, itemIn, ...kind }: Kind,
  items: number,
): Promise<ConformanceUpstream> {
  const tools = testTools();
  const { clock } = tools;
  const model = createTenantModel(kind.model);
  const tenant = await startFakeTenant({ clock, model, requestsPerSecond: Infinity, ...(keys && { keys }) });
  const bodies = kind.bodies ?? list;
  let count = 0;
  const growFrom = (beginMs: number, more: number) => {
    const before = count;
    for (; count < before + more; count += 1) {
      list(tenant.model).put(item(count + 1, beginMs + (count - before - (count % 4 === 3 ? 1 : 0)) * 977));
    }
  };
  growFrom(clock.now() - dayMs, items);
  return {
    settings: { ...settings, server_url: tenant.url, api_key: demoKey.key, requests_per_second: 1000 },
    tools,
    ...(itemIn && { itemIn }),
    bodies: () => bodies(tenant.model).visible(clock.now()),
    grow: (more) => growFrom(clock.now() - more * 977, more),
    stall: async (signal) => {
      const before = tenant.requests.length;
      tenant.faults.add(fault.hang());
      await tenant.until(() => tenant.requests.length > before, signal);
    },
    close: () => tenant.close(),
  };
}

describe.each(Object.entries(kinds))('%s', (_name, kind) => {
  const start = (items: number) => startUpstream(kind, items);
  test.each(conformance({ plugin: createCortexPlugin(), start }))('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});
