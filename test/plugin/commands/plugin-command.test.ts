import { expect, test } from 'vitest';
import { fault } from '../../../src/testing/index.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import { commandBench } from './command-bench.ts';

const quotaPath = '/public_api/v1/xql/get_quota';

test('a question that is throttled is asked again, and people are told of the wait', async () => {
  const bench = await commandBench();
  const quota = { reply: { license_quota: 5, used_quota: 0.5 } };
  bench.tenant.faults.add(fault.at(quotaPath, fault.inTurn(fault.retryAfter('7'), fault.status(200, { body: quota }))));
  expect(await bench.run('get-xql-query-quota')).toMatchObject({
    returnData: 'Successful',
    rawData: quota,
    keyFields: { license_quota: 5, used_quota: 0.5 },
  });
  expect(bench.sent(quotaPath)).toHaveLength(2);
  expect(bench.told).toEqual([expect.stringContaining('asking again in 7 s')]);
});

test('a connector without commands refuses them before anything is sent', async () => {
  const bench = await commandBench({ settings: { commands: 'off' } });
  await expect(bench.run('get-xql-query-quota')).rejects.toThrow('not allowed for this connector (commands: off)');
  expect(bench.tenant.requests).toEqual([]);
});

test('what a call will do is told on one line, whatever the names in it would like to do to it', () => {
  const isolate = createCortexPlugin().commands.find(({ description }) => description.name === 'isolate-hosts');
  expect(isolate?.check({ host_names: ['pc-\u202e0815', '\u001b[2Jsrv\n'] })).toMatchObject({
    summary: 'Isolate 2 endpoints: pc- 0815,  [2Jsrv',
  });
});

test('a parameter that is missing is said to be required, whatever the command', () => {
  for (const command of createCortexPlugin().commands) {
    const { description } = command;
    const required = (description.input['required'] ?? []) as readonly string[];
    const checked = command.check({});
    const fields = checked.ok ? [] : checked.fields;
    const missing = fields.filter(({ errors }) => errors.some((text) => text.startsWith('is required')));
    expect({ name: description.name, missing: missing.map(({ path }) => path) }).toEqual({
      name: description.name,
      missing: required,
    });
  }
});

test('an input that is nested deeper than anything could mean is refused, and nothing falls over it', () => {
  const update = createCortexPlugin().commands.find(({ description }) => description.name === 'update-incidents');
  const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
  const inputOf = (levels: number) => ({ incident_ids: ['1'], update_data: { notes: nested(levels) } });
  expect(update?.check(inputOf(100_000))).toEqual({
    ok: false,
    fields: [{ path: '', errors: ['must not be nested deeper than 32 levels'], warnings: [] }],
  });
  expect(update?.check(inputOf(31))).toMatchObject({ ok: false });
  expect(update?.check(inputOf(30))).toMatchObject({ ok: true });
});
