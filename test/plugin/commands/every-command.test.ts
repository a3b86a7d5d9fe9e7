import { describe, expect, test } from 'vitest';
import type { CommandResult } from '../../../src/contract/index.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import { writePaths } from '../../../src/plugin/cortex/write-paths.ts';
import {
  believableAlert,
  believableExtraData,
  believableIncident,
  fault,
  seededRandom,
  testStartMs,
} from '../../../src/testing/index.ts';
import { archiveOf } from './files/archive-of.ts';
import { filesBench } from './files-bench.ts';
import { hour, query, rows } from './xql-world.ts';

type Bench = Awaited<ReturnType<typeof filesBench>>;

/** What a command needs before it can do anything, and an input of two where it takes several: the second is nobody's. */
interface Scenario {
  readonly input: (bench: Bench) => unknown;
  /** One of several inputs is wrong: the others are done. Undefined: it takes one. */
  readonly partly?: (bench: Bench) => unknown;
}

const queryId = async (bench: Bench, count: number) => {
  bench.model.xql.put(query, { rows: rows(count) });
  const { keyFields } = await bench.run('start-xql-query', { query, ...hour });
  await bench.clock.advance(5000);
  return keyFields['query_id'] as string;
};
const hosts = (...ids: readonly string[]) => ({ endpoint_ids: ids });
const anHour = { start_time: new Date(testStartMs - 3_600_000).toISOString() };
const files = { os: 'windows', file_paths: ['C:\\temp\\a.txt'] };
const indicator = { indicator_type: 'IP', indicator: '192.0.2.17', severity: 'High' };
const snippet = { snippet_code: 'print(1)' };

const scenarios: Readonly<Record<string, Scenario>> = {
  'fetch-incident': { input: () => ({ ...anHour, time_field: 'creation' }) },
  'get-incident-details': {
    input: () => ({ incident_ids: ['1'] }),
    partly: () => ({ incident_ids: ['1', '4711'] }),
  },
  'search-hosts': { input: () => ({ host_names: ['host-1'] }), partly: () => ({ host_names: ['host-1', 'nobody'] }) },
  'get-action-status': {
    input: (bench) => ({ action_ids: [bench.begunScript('id-1')] }),
    partly: (bench) => ({ action_ids: [bench.begunScript('id-1'), '99999'] }),
  },
  'get-script-result-files': {
    input: async (bench) => {
      bench.model.files.put('id-1', 'run_snippet_code_script', { bytes: archiveOf(10) });
      const action = bench.begunScript('id-1');
      await bench.clock.advance(60_000);
      return { action_id: action, endpoint_id: 'id-1' };
    },
  },
  'get-xql-query-quota': { input: () => ({}) },
  'start-xql-query': { input: () => ({ query, ...hour }) },
  'get-xql-query-results': {
    input: async (bench) => ({ query_ids: [await queryId(bench, 3)] }),
    partly: async (bench) => ({ query_ids: [await queryId(bench, 3), 'nobody_1_inv'] }),
  },
  'get-xql-query-results-stream': {
    input: async (bench) => ({ stream_id: `stream-${await queryId(bench, 1500)}` }),
  },
  'retrieve-pcap-packet': { input: () => ({ alert_ids: ['1'] }) },
  'test-connection': { input: () => ({}) },
  'update-incidents': {
    input: () => ({ incident_ids: ['1'], comment: 'seen' }),
    partly: () => ({ incident_ids: ['1', '4711'], comment: 'seen' }),
  },
  'create-indicator': { input: () => indicator },
  'isolate-hosts': { input: () => hosts('id-1'), partly: () => hosts('id-1', 'nobody') },
  'unisolate-hosts': { input: () => hosts('id-2'), partly: () => hosts('id-2', 'nobody') },
  'scan-hosts': { input: () => hosts('id-1'), partly: () => hosts('id-1', 'nobody') },
  'cancel-scan-hosts': { input: () => hosts('id-3'), partly: () => hosts('id-3', 'nobody') },
  'retrieve-files': {
    input: () => ({ ...hosts('id-1'), ...files }),
    partly: () => ({ ...hosts('id-1', 'nobody'), ...files }),
  },
  'run-script': {
    input: () => ({ ...hosts('id-1'), ...snippet }),
    partly: () => ({ ...hosts('id-1', 'nobody'), ...snippet }),
  },
};

const { commands } = createCortexPlugin();
const names = commands.map(({ description }) => description.name);
const titleOf = (name: string) => commands.find(({ description }) => description.name === name)?.description.title;
const writes = commands.filter(({ description }) => description.access === 'write');

/** A tenant where every command has something to do. */
async function world(): Promise<Bench> {
  // A key that is known: else a refusal would be taken for that of its other form.
  const bench = await filesBench({ settings: { key_type: 'standard' } });
  const { model } = bench;
  const incident = { ...believableIncident(seededRandom(1), 1, testStartMs - 60_000), incident_id: '1' };
  model.incidents.put(incident);
  model.extraData.put('1', believableExtraData(seededRandom(1), incident));
  const alert = believableAlert(seededRandom(1), 1, testStartMs - 60_000);
  model.alerts.put({ ...alert, alert_id: 1, source: 'PAN NGFW' });
  model.captures.put(1, Buffer.from('d4c3b2a102000400', 'hex'));
  model.hosts.change('id-2', { is_isolated: 'AGENT_ISOLATED' });
  await bench.run('scan-hosts', hosts('id-3'));
  return bench;
}

async function ran(name: string, bench: Bench, of: 'input' | 'partly' = 'input'): Promise<CommandResult> {
  return bench.run(name, await scenarios[name]?.[of]?.(bench));
}

/** How often anything that changes something was sent, whatever became of it. */
function changesSent({ tenant }: Bench): number {
  return tenant.requests.filter(({ path }) => writePaths.some((each) => each === path)).length;
}

/** Not only that it is none: an absent one is none, too. */
const aSentence = /^\p{L}.*\s.*\.$/u;

test('these are all commands', () => {
  expect(names.toSorted()).toEqual(Object.keys(scenarios).toSorted());
  expect(names).toHaveLength(19);
  expect(writes).toHaveLength(writePaths.length);
});

describe.for(names)('%s', (name) => {
  test('is successful', async () => {
    const bench = await world();
    const result = await ran(name, bench);
    expect(result).toMatchObject({ command: name, returnData: 'Successful', failures: [] });
  });

  test.for([402, 403, 404, 429] as const)('says so where everything is refused with %i', async (status) => {
    const bench = await world();
    const input = await scenarios[name]?.input(bench);
    bench.tenant.faults.add(fault.status(status));
    const result = await bench.run(name, input);
    expect(result).toMatchObject({ returnData: 'Failed', records: [], files: [] });
    const [failure] = result.failures;
    expect(failure).toMatchObject({ statusCode: status, outcome: 'not done' });
    expect(failure?.indicator).toContain(`${titleOf(name)} failed.`);
    expect(failure?.remedy).toMatch(aSentence);
  });
});

describe.for(names.filter((name) => scenarios[name]?.partly))('%s, which takes several,', (name) => {
  test('is partially successful where one of them is nobody’s', async () => {
    const result = await ran(name, await world(), 'partly');
    expect(result.returnData).toBe('Partially Successful');
    expect(result.failures).toHaveLength(1);
    expect(result.failures[0]).toMatchObject({
      indicator: expect.stringContaining(`${titleOf(name)} failed.`) as string,
      input: expect.stringMatching(/nobody|4711|99999/) as string,
      outcome: 'not done',
    });
    expect(result.failures[0]?.remedy).toMatch(aSentence);
  });
});

describe.for(writes.map(({ description }) => description.name))('%s, which changes something,', (name) => {
  test.for(['cut', 'reset'] as const)('is not sent again where its answer is lost (%s)', async (how) => {
    const bench = await world();
    const before = { actions: bench.model.actions.length, sent: changesSent(bench) };
    const input = await scenarios[name]?.input(bench);
    const lost = how === 'cut' ? fault.cut(0.5) : fault.reset('after');
    for (const path of writePaths) bench.tenant.faults.add(fault.at(path, lost));
    const result = await bench.run(name, input);
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ outcome: 'unknown' }] });
    expect(result.failures[0]?.remedy).toContain('may have been');
    expect(bench.model.actions).toHaveLength(before.actions + 1);
    expect(changesSent(bench)).toBe(before.sent + 1);
  });

  test.for([
    [402, 1],
    [403, 1],
    [404, 1],
    [429, 4],
  ] as const)('that is itself refused with %i was not done, and is sent so often: %i', async ([status, times]) => {
    const bench = await world();
    const before = { actions: bench.model.actions.length, sent: changesSent(bench) };
    const input = await scenarios[name]?.input(bench);
    for (const path of writePaths) bench.tenant.faults.add(fault.at(path, fault.status(status)));
    const failures = [{ statusCode: status, outcome: 'not done' }];
    expect(await bench.run(name, input)).toMatchObject({ returnData: 'Failed', failures });
    expect(bench.model.actions).toHaveLength(before.actions);
    expect(changesSent(bench)).toBe(before.sent + times);
  });

  test.for(['{"reply": false}', '{"reply": null}', '{}', '[]', 'true', '{"reply": "no"}'])(
    'has an unknown outcome where the answer is %s',
    async (said) => {
      const bench = await world();
      const input = await scenarios[name]?.input(bench);
      for (const path of writePaths) bench.tenant.faults.add(fault.at(path, fault.raw(said)));
      const result = await bench.run(name, input);
      expect(result).toMatchObject({ returnData: 'Failed', failures: [{ outcome: 'unknown' }] });
    },
  );

  test.for(['off', 'read'] as const)('is refused before anything is sent where commands: %s', async (setting) => {
    const bench = await filesBench({ settings: { commands: setting } });
    await expect(bench.run(name, await scenarios[name]?.input(bench))).rejects.toMatchObject({ code: 'CMD-902' });
    expect(bench.tenant.requests).toEqual([]);
  });
});

describe.for(['isolate-hosts', 'unisolate-hosts', 'scan-hosts', 'cancel-scan-hosts'])('%s', (name) => {
  test.for([
    [0, 'Failed'],
    [1, 'Partially Successful'],
  ] as const)('that is accepted for %i of two hosts is %s', async ([count, returnData]) => {
    const bench = await world();
    for (const id of ['id-1', 'id-2', 'id-3']) {
      bench.model.hosts.change(id, { is_isolated: name === 'unisolate-hosts' ? 'AGENT_ISOLATED' : 'AGENT_UNISOLATED' });
    }
    const said = JSON.stringify({ reply: { action_id: 99_999, status: 1, endpoints_count: count } });
    for (const path of writePaths) bench.tenant.faults.add(fault.at(path, fault.raw(said)));
    const result = await bench.run(name, hosts('id-1', 'id-3'));
    expect(result.returnData).toBe(returnData);
    expect(result.failures.length).toBeGreaterThan(0);
  });

  test.for([{ reply: true }, { reply: { action_id: 99_999, status: 1 } }])(
    'that is accepted with %j, for nobody says how many, is for all that were asked for',
    async (said) => {
      const bench = await world();
      bench.model.hosts.change('id-1', { is_isolated: name === 'unisolate-hosts' ? 'AGENT_ISOLATED' : null });
      for (const path of writePaths) bench.tenant.faults.add(fault.at(path, fault.raw(JSON.stringify(said))));
      const result = await bench.run(name, hosts('id-1', 'nobody'));
      expect(result).toMatchObject({ returnData: 'Partially Successful', failures: [{ input: 'nobody' }] });
    },
  );
});

test.for(['scan-hosts', 'cancel-scan-hosts'])('%s of all that nobody takes part in has failed', async (name) => {
  const bench = await world();
  const said = JSON.stringify({ reply: { action_id: 99_999, endpoints_count: 0 } });
  for (const path of writePaths) bench.tenant.faults.add(fault.at(path, fault.raw(said)));
  expect(await bench.run(name, { all: true })).toMatchObject({
    returnData: 'Failed',
    failures: [{ statusCode: 404, code: 'CMD-911' }],
  });
});
