import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import { fault, runSnippetPath, scriptResultFilesPath, scriptResultsPath } from '../../../src/testing/index.ts';
import { archiveOf } from './files/archive-of.ts';
import { filesBench } from './files-bench.ts';

const name = 'run-script';
const snippet_code = 'import platform\nprint(platform.node())';
const zip = archiveOf(5000);

describe('a script', () => {
  test('is begun, and its id told', async () => {
    const { run, model, sent } = await filesBench();
    const input = {
      endpoint_ids: ['id-1'],
      host_names: ['host-2'],
      snippet_code,
      timeout_seconds: 60,
      incident_id: '9',
    };
    const result = await run(name, input);
    const [action] = model.actions;
    expect(result).toMatchObject({
      returnData: 'Successful',
      rawData: { reply: { action_id: action?.id, endpoints_count: 2 } },
      keyFields: { action_id: action?.id, endpoint_ids: ['id-1', 'id-2'] },
      files: [],
    });
    const filters = [{ field: 'endpoint_id_list', operator: 'in', value: ['id-1', 'id-2'] }];
    const request_data = { filters, snippet_code, timeout: 60, incident_id: '9' };
    expect(sent(runSnippetPath)).toEqual([{ request_data }]);
  });

  test.for([
    ' \n\tprint("ümläut 日本 👾")\r\n',
    'a'.repeat(1_000_000),
    '\u0000\u202e"; DROP TABLE hosts; --',
    'cHJpbnQoMSk=',
    '{"request_data": {}}',
  ])('travels as it is: %#', async (code) => {
    const { run, model } = await filesBench();
    const result = await run(name, { endpoint_ids: ['id-1'], snippet_code: code });
    expect(result).toMatchObject({ returnData: 'Successful' });
    expect(model.actions).toMatchObject([{ request: { snippet_code: code } }]);
  });

  test('is waited for: what it prints is in the raw data, what it leaves becomes files', async () => {
    const { run, model, output, told, sent } = await filesBench();
    model.reactions.put('id-1', { standardOutput: 'hello from id-1' });
    model.reactions.put('id-2', { runMs: 30_000 });
    model.files.put('id-2', 'run_snippet_code_script', { bytes: zip });
    const result = await run(name, { endpoint_ids: ['id-1', 'id-2'], snippet_code, wait: true });
    const id = String(model.actions[0]?.id);
    expect(result).toMatchObject({
      returnData: 'Successful',
      keyFields: { action_id: Number(id), pending: [] },
      files: [{ name: `${name}.${id}.id-2.zip`, bytes: zip.length, sha256: hash('sha256', zip) }],
    });
    expect(JSON.stringify(result.rawData)).toContain('hello from id-1');
    expect(await output.names()).toEqual([`${name}.${id}.id-2.zip`]);
    expect(told).toContain('endpoints done: 1 of 2');
    expect(sent(scriptResultFilesPath)).toHaveLength(1);
  });

  test.for([{ reply: {} }, { reply: { results: null } }, { reply: { results: [{ endpoint_id: 'id-1' }, 7] } }])(
    'leaves files also where its results say nothing of them, and that is told: %j',
    async (body) => {
      const { run, model, tenant, output } = await filesBench();
      for (const id of ['id-1', 'id-2']) model.files.put(id, 'run_snippet_code_script', { bytes: zip });
      tenant.faults.add(fault.at(scriptResultsPath, fault.status(200, { body })));
      const result = await run(name, { endpoint_ids: ['id-1', 'id-2'], snippet_code, wait: true });
      expect(result.returnData).toBe('Partially Successful');
      expect(result.failures.at(-1)).toMatchObject({ input: 'id-2', message: expect.stringContaining('printed') });
      expect(await output.names()).toHaveLength(2);
    },
  );

  test('fails on some endpoints', async () => {
    const { run, model } = await filesBench();
    model.reactions.put('id-1', { ends: 'TIMEOUT' });
    model.reactions.put('id-2', { ends: 'EXPIRED' });
    const result = await run(name, { endpoint_ids: ['id-1', 'id-2', 'id-3', 'id-9'], snippet_code, wait: true });
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      failures: [
        { input: 'id-9', statusCode: 404 },
        { input: 'id-1', statusCode: 504, code: 'CMD-922' },
        { input: 'id-2', statusCode: 410, code: 'CMD-922' },
      ],
      keyFields: { statuses: { 'id-3': 'COMPLETED_SUCCESSFULLY' } },
    });
  });

  test('has run, although its results cannot be read', async () => {
    const { run, tenant, model } = await filesBench();
    tenant.faults.add(fault.at(scriptResultsPath, fault.status(403)));
    const result = await run(name, { endpoint_ids: ['id-1'], snippet_code, wait: true });
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      keyFields: { action_id: model.actions[0]?.id },
      failures: [{ statusCode: 403, remedy: expect.stringContaining('get-script-result-files') }],
    });
  });

  test('has run, although its results were not waited for to the end', async () => {
    const { run, tenant, model } = await filesBench();
    const interrupted = new AbortController();
    const abort = fault.when(() => (interrupted.abort(new Error('enough')), false), fault.none());
    tenant.faults.add(fault.at(scriptResultsPath, abort));
    const input = { endpoint_ids: ['id-1'], snippet_code, wait: true };
    expect(await run(name, input, interrupted.signal)).toMatchObject({
      returnData: 'Partially Successful',
      keyFields: { action_id: model.actions[0]?.id },
      failures: [{ code: 'CMD-921' }],
    });
  });
});

describe('what it says before it runs', () => {
  const check = (code: string) => {
    const command = createCortexPlugin().commands.find(({ description }) => description.name === name);
    const checked = command?.check({ endpoint_ids: ['id-1'], host_names: ['pc-1'], snippet_code: code });
    return checked?.ok ? checked.summary : undefined;
  };

  test('has the size and the hash of the script, how it begins, and where it runs', () => {
    const sha256 = hash('sha256', snippet_code);
    expect(check(snippet_code)).toBe(
      `Run a script of 38 bytes (SHA-256 ${sha256}), which begins "import platform print(platform.node())", on 2 endpoints: pc-1, id-1`,
    );
  });

  test.for(['x'.repeat(900_000), `\n\u001b[2J\u202e\u2028${'\u0000'.repeat(1000)}evil`, '👾'.repeat(500)])(
    'is one short line, whatever the script holds: %#',
    (code) => {
      const summary = check(code) ?? '';
      expect(summary.length).toBeLessThan(250);
      expect(summary.isWellFormed()).toBe(true);
      expect(summary).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    },
  );
});

test.for([
  [{ endpoint_ids: ['id-1'] }, 'snippet_code is required, and must be the text of a script'],
  [{ endpoint_ids: ['id-1'], snippet_code: '' }, 'is empty'],
  [{ endpoint_ids: ['id-1'], snippet_code: 'a'.repeat(1_000_001) }, 'at most 1000000 characters'],
  [{ snippet_code }, 'must name a host'],
  [
    { endpoint_ids: ['id-1'], snippet_code, timeout_seconds: 0 },
    'timeout_seconds must be a whole number from 1 to 86400',
  ],
  [{ endpoint_ids: ['id-1'], snippet_code, wait: 'yes' }, 'wait must be true or false'],
] as const)('an input that makes no sense is refused before anything is sent: %#', async ([input, said]) => {
  const { run, tenant } = await filesBench();
  await expect(run(name, input)).rejects.toThrow(said);
  expect(tenant.requests).toEqual([]);
});
