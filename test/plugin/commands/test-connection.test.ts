import { expect, test } from 'vitest';
import { fault, incidentList } from '../../../src/testing/index.ts';
import { stocked } from '../enrichment/stocked-model.ts';
import { stageNames } from '../test-connection/run-test.ts';
import { commandBench } from './command-bench.ts';

const name = 'test-connection';
const model = () => stocked([{ id: 1, alerts: 0 }]);

test('a connection that works is Successful, with what each stage found', async () => {
  const bench = await commandBench({ model: model(), settings: { commands: 'read' } });
  const result = await bench.run(name);
  expect(result).toMatchObject({ command: name, returnData: 'Successful', failures: [], rawData: null });
  const stages = result.keyFields['stages'] as { stage: string; status: string }[];
  expect(stages.map(({ stage }) => stage)).toEqual(stageNames);
  expect(stages.map(({ status }) => status)).not.toContain('failed');
  expect(bench.told).toHaveLength(8);
});

test.for<[status: number, code: string, kind: string, stage: string]>([
  [401, 'AUTH-301', 'auth', 'authentication'],
  [403, 'PERM-401', 'permission', 'permission'],
])('%d is a failure in the words of D3, with what to do', async ([status, code, kind, stage]) => {
  const bench = await commandBench({ model: model() });
  bench.tenant.faults.add(fault.at(incidentList.path, fault.status(status)));
  const result = await bench.run(name);
  expect(result).toMatchObject({ returnData: 'Failed', keyFields: { failed_stage: stage } });
  expect(result.failures).toEqual([
    {
      indicator: 'Test Connection failed. Failed to check the connector.',
      statusCode: status,
      message: expect.stringContaining(`${stage}: `),
      remedy: expect.any(String),
      code,
      kind,
      outcome: 'not done',
    },
  ]);
});

test.for<[what: string, status: number, code: string]>([
  ['a path that is not there', 404, 'API-404'],
  ['too many requests', 429, 'API-429'],
])('%s fails it too', async ([, status, code]) => {
  const bench = await commandBench({ model: model() });
  bench.tenant.faults.add(fault.at(incidentList.path, fault.status(status)));
  expect((await bench.run(name)).failures).toMatchObject([{ statusCode: status, code }]);
});

test('nobody there', async () => {
  const bench = await commandBench({ model: model() });
  await bench.tenant.close();
  const result = await bench.run(name);
  expect(result.failures).toMatchObject([{ statusCode: null, code: 'NET-102', kind: 'unavailable' }]);
});

test('interrupted, it ends with the reason', async () => {
  const bench = await commandBench({ model: model() });
  await expect(bench.run(name, {}, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
});

test('it takes no parameters', async () => {
  const bench = await commandBench();
  await expect(bench.run(name, { connector: 'x' })).rejects.toMatchObject({ code: 'CMD-901' });
});
