import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../src/contract/index.ts';
import {
  actionStatusPath,
  runSnippetPath,
  scriptResultFilesPath,
  scriptResultsPath,
  scriptStatusPath,
} from '../../../../src/testing/index.ts';
import { replyOf } from '../reply-of.ts';
import { at, byId, tenantWithHosts } from '../actions/tenant-with-hosts.ts';

const snippet = { snippet_code: 'print(1)', timeout: 60 };

describe('run_snippet_code_script', () => {
  test('runs on the hosts that there are, and can be followed as an action and as a script', () => {
    const { model, ask, begin, statusOf } = tenantWithHosts(2);
    model.reactions.put('id-1', { standardOutput: 'hello', runMs: 1000 });
    model.reactions.put('id-2', { ends: 'FAILED', runMs: 9000 });
    const begun = begin(runSnippetPath, { ...snippet, filters: byId('id-1', 'id-2', 'nobody') });
    expect(begun.endpoints_count).toBe(2);
    const id = begun.action_id;
    const script = (path: string, nowMs: number) => replyOf<JsonValue>(ask(path, { action_id: id }, nowMs));
    expect(statusOf(id, at + 3000).data).toEqual({ 'id-1': 'COMPLETED_SUCCESSFULLY', 'id-2': 'IN_PROGRESS' });
    expect(script(scriptStatusPath, at + 3000)).toMatchObject({
      general_status: 'IN_PROGRESS',
      endpoints_completed_successfully: 1,
      endpoints_in_progress: 1,
      endpoints_failed: 0,
    });
    expect(script(scriptStatusPath, at + 11_000)).toMatchObject({
      general_status: 'COMPLETED_PARTIAL',
      endpoints_failed: 1,
    });
    expect(script(scriptResultsPath, at + 11_000)).toMatchObject({
      results: [
        {
          endpoint_id: 'id-1',
          execution_status: 'COMPLETED_SUCCESSFULLY',
          standard_output: 'hello',
          retrieved_files: 0,
        },
        { endpoint_id: 'id-2', execution_status: 'FAILED', standard_output: '' },
      ],
    });
    expect(model.actions).toMatchObject([{ kind: 'run_snippet_code_script', request: { snippet_code: 'print(1)' } }]);
  });

  test.each<[string, JsonValue]>([
    ['no code', { filters: byId('id-1') }],
    ['no hosts', snippet],
    ['hosts that are nobody’s', { ...snippet, filters: byId('nobody') }],
    ['a timeout that is none', { ...snippet, timeout: 0, filters: byId('id-1') }],
  ])('refuses %s with 500 and does nothing', (_name, request) => {
    const { model, ask } = tenantWithHosts(1);
    expect(ask(runSnippetPath, request).status).toBe(500);
    expect(model.actions).toEqual([]);
  });
});

describe('get_script_execution_results_files', () => {
  function run(reply?: 'DATA' | 'data') {
    const tenant = tenantWithHosts(2, {}, reply ? { scriptFilesReply: reply } : {});
    tenant.model.files.put('id-1', 'run_snippet_code_script', { bytes: Buffer.from('PK') });
    const { action_id: id } = tenant.begin(runSnippetPath, { ...snippet, filters: byId('id-1', 'id-2') });
    const filesOf = (endpoint: string, nowMs: number) =>
      replyOf<Record<string, string>>(
        tenant.ask(scriptResultFilesPath, { action_id: String(id), endpoint_id: endpoint }, nowMs),
      );
    return { ...tenant, id, filesOf };
  }

  test('gives a link of its own each time, once the script has ended', () => {
    const { filesOf } = run();
    expect(filesOf('id-1', at + 4999)).toEqual({ data: '' });
    const [one, other] = [filesOf('id-1', at + 5000), filesOf('id-1', at + 5000)];
    expect(one).toEqual({ DATA: expect.stringMatching(/\/signed\/download\/[0-9a-f]{40}\?Expires=\d+&Signature=/) });
    expect(other['DATA']).not.toBe(one['DATA']);
  });

  test('gives an empty text for a host without files, and for one that took no part', () => {
    const { filesOf } = run();
    expect(filesOf('id-2', at + 5000)).toEqual({ data: '' });
    expect(filesOf('id-3', at + 5000)).toEqual({ data: '' });
  });

  test('may name the link otherwise', () => {
    expect(run('data').filesOf('id-1', at + 5000)).toEqual({ data: expect.stringContaining('Signature') });
  });

  test('leads to the file for ten minutes, and only with its whole query', () => {
    const { model, filesOf } = run();
    const link = new URL(filesOf('id-1', at + 5000)['DATA'] ?? '');
    const follow = (path: string, nowMs: number) => model.answer(path, null, nowMs).status;
    expect(follow(link.pathname + link.search, at + 5000)).toBe(200);
    expect(follow(link.pathname + link.search, at + 5000 + 599_999)).toBe(200);
    expect(follow(link.pathname + link.search, at + 5000 + 600_000)).toBe(403);
    expect(follow(link.pathname, at + 5000)).toBe(403);
    // The vendor's client fetches what begins with `download` from the API, with its key.
    const tail = /download.*/.exec(link.pathname + link.search)?.[0] ?? '';
    expect(follow(`/public_api/v1/${tail}`, at + 5000)).toBe(200);
  });

  test('refuses an action that is no script, with 500', () => {
    const { ask } = run();
    const request = { action_id: 1, endpoint_id: 'id-1' };
    expect(ask(scriptResultFilesPath, request).status).toBe(500);
    expect(ask(scriptStatusPath, request).status).toBe(500);
    expect(ask(actionStatusPath, { group_action_id: 1 }).status).toBe(200);
  });
});
