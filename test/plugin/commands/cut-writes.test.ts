import { describe, expect, test } from 'vitest';
import {
  actionStatusPath,
  fault,
  fileRetrievalDetailsPath,
  fileRetrievalPath,
  runSnippetPath,
} from '../../../src/testing/index.ts';
import { filesBench } from './files-bench.ts';

const said = (err_extra: string) => ({ reply: { err_code: 500, err_msg: 'An error occurred', err_extra } });

const commands = [
  {
    name: 'retrieve-files',
    title: 'Retrieve Files',
    path: fileRetrievalPath,
    input: { endpoint_ids: ['id-1', 'id-2'], os: 'windows', file_paths: ['C:\\a.txt'] },
  },
  {
    name: 'run-script',
    title: 'Run Script',
    path: runSnippetPath,
    input: { endpoint_ids: ['id-1', 'id-2'], snippet_code: 'print(1)', wait: true },
  },
] as const;

describe.for(commands)('$name', ({ name, title, path, input }) => {
  test.for([
    ['before it arrived', fault.reset('before'), 0],
    ['after the work', fault.reset('after'), 1],
    ['in the middle of its answer', fault.cut(0.5), 1],
    ['quietly in the middle of its answer', fault.cut(0.5, 'close'), 1],
    ['by a gateway', fault.status(504), 0],
    ['by an error without a known reason', fault.status(500, { body: { reply: { err_code: 500, err_msg: 'x' } } }), 0],
  ] as const)('that is cut %s is not sent again, and says that nobody knows', async ([, broken, done]) => {
    const { run, tenant, model, sent, output } = await filesBench();
    tenant.faults.add(fault.at(path, broken));
    const result = await run(name, input);
    expect(result).toMatchObject({
      returnData: 'Failed',
      failures: [
        {
          indicator: `${title} failed.`,
          outcome: 'unknown',
          remedy: expect.stringMatching(/^It may have been done.*Action Center/),
        },
      ],
      files: [],
    });
    expect(sent(path)).toHaveLength(1);
    expect(sent(actionStatusPath)).toEqual([]);
    expect(model.actions).toHaveLength(done);
    expect(await output.names()).toEqual([]);
  });

  test.for([
    [403, 'permission', {}],
    [404, 'config', {}],
    [402, 'license', {}],
    [500, 'config', { reply: { err_code: 500, err_msg: 'No endpoint was found for creating the requested action' } }],
    [500, 'protocol', said('snippet_code is missing')],
    [500, 'protocol', said('no more than 10 endpoints')],
    [500, 'protocol', said('between 1 and 20 files can be retrieved')],
    [500, 'protocol', said('retrieval is limited to 20 files')],
  ] as const)('that is refused with %i (%s) was not done', async ([status, kind, body]) => {
    const { run, tenant, sent } = await filesBench();
    tenant.faults.add(fault.at(path, fault.status(status, { body })));
    const failures = [{ indicator: `${title} failed.`, statusCode: status, kind, outcome: 'not done' }];
    expect(await run(name, input)).toMatchObject({ returnData: 'Failed', failures });
    expect(sent(path)).toHaveLength(1);
  });

  test('that came too often is sent again, since it was not looked at', async () => {
    const { run, tenant, model, sent } = await filesBench();
    tenant.faults.add(fault.at(path, fault.nth(1, fault.retryAfter('3'))));
    expect(await run(name, input)).toMatchObject({ returnData: 'Successful' });
    expect(sent(path)).toHaveLength(2);
    expect(model.actions).toHaveLength(1);
  });

  test('that comes too often again and again was not done', async () => {
    const { run, tenant, model } = await filesBench();
    tenant.faults.add(fault.at(path, fault.status(429)));
    const failures = [{ statusCode: 429, kind: 'throttled', outcome: 'not done' }];
    expect(await run(name, input)).toMatchObject({ returnData: 'Failed', failures });
    expect(model.actions).toEqual([]);
  });

  test('whose hosts cannot be looked up is not sent', async () => {
    const { run, tenant, model, sent } = await filesBench();
    tenant.faults.add(fault.at('/public_api/v1/endpoints/get_endpoint', fault.status(403)));
    expect(await run(name, input)).toMatchObject({ returnData: 'Failed', failures: [{ statusCode: 403 }] });
    expect(sent(path)).toEqual([]);
    expect(model.actions).toEqual([]);
  });

  test('that is interrupted while it waits keeps its id, and says how to go on', async () => {
    const { run, tenant, model } = await filesBench();
    model.reactions.otherwise({ runMs: 3_600_000 });
    const interrupted = new AbortController();
    tenant.faults.add(
      fault.at(
        actionStatusPath,
        fault.when(() => (interrupted.abort(new Error('enough')), false), fault.none()),
      ),
    );
    const result = await run(name, input, interrupted.signal);
    const [action] = model.actions;
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      keyFields: { action_id: action?.id, pending: ['id-1', 'id-2'] },
      failures: [
        { input: 'id-1', code: 'CMD-921', outcome: 'unknown', remedy: expect.stringContaining(`${action?.id}`) },
        { input: 'id-2', code: 'CMD-921', outcome: 'unknown' },
      ],
    });
  });

  test('whose course cannot be followed keeps its id', async () => {
    const { run, tenant, model } = await filesBench();
    tenant.faults.add(fault.at(actionStatusPath, fault.status(403)));
    const result = await run(name, input);
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      keyFields: { action_id: model.actions[0]?.id },
      failures: [{ input: 'id-1', code: 'CMD-921', statusCode: 403 }, { input: 'id-2' }],
    });
  });

  test('is not allowed without commands: write', async () => {
    const { run, tenant } = await filesBench({ settings: { commands: 'read' } });
    await expect(run(name, input)).rejects.toThrow('is not allowed for this connector');
    expect(tenant.requests).toEqual([]);
  });
});

test('files that are ready when they are interrupted are told one by one', async () => {
  const { run, tenant, model } = await filesBench();
  const interrupted = new AbortController();
  tenant.faults.add(
    fault.at(
      fileRetrievalDetailsPath,
      fault.when(() => (interrupted.abort(new Error('enough')), false), fault.none()),
    ),
  );
  const result = await run('retrieve-files', commands[0].input, interrupted.signal);
  expect(result).toMatchObject({
    keyFields: { action_id: model.actions[0]?.id },
    failures: [
      { input: 'id-1', code: 'CMD-921', remedy: expect.stringContaining('action_id') },
      { input: 'id-2', code: 'CMD-921' },
    ],
  });
});
