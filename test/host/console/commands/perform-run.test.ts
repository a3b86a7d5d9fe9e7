import { expect, test } from 'vitest';
import type { Logger } from '../../../../src/contract/index.ts';
import { type AskedRun, performRun, type RunParts } from '../../../../src/host/console/commands/perform-run.ts';
import { silentLogger } from '../../../../src/testing/index.ts';
import { callBench, numbersCommand } from '../../commands/call-bench.ts';

test('a command with a bug is told of as one that failed, and the log has the stack', async () => {
  const bench = await callBench();
  const { connector, destination, tools, redactor, journal } = bench.parts;
  const logged: unknown[] = [];
  const logger: Logger = { ...silentLogger(), error: (fields, event) => void logged.push([event, fields]) };
  const given = {
    parts: {
      tools: { ...tools, logger },
      redactor,
      journal,
      machine: 'desk',
      configuration: () => ({ destination: { config: destination } }),
    },
    results: {},
    onBegun: () => undefined,
    tell: () => undefined,
    stoppedBy: () => undefined,
  } as unknown as RunParts;
  const command = numbersCommand(async () => Promise.reject(new TypeError('seven is no list')), { access: 'read' });
  const asked: AskedRun = { connector, command, input: {}, actor: 'ana' };
  const call = await performRun(asked, given, new AbortController().signal);
  await bench.close();
  expect(call).toMatchObject({ outcome: 'Failed', error: { message: 'an internal error' }, answer: null });
  expect(logged).toEqual([
    ['internal error', { call: call.call, stack: expect.stringContaining('TypeError: seven is no list') as unknown }],
  ]);
});
