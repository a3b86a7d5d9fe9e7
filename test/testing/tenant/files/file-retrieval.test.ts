import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../src/contract/index.ts';
import {
  downloadPath,
  fileRetrievalDetailsPath,
  fileRetrievalPath,
  type JsonObject,
} from '../../../../src/testing/index.ts';
import { replyOf } from '../reply-of.ts';
import { at, byId, tenantWithHosts } from '../actions/tenant-with-hosts.ts';

const windows = { os_type: 'AGENT_OS_WINDOWS' };
const files = { windows: ['C:\\a.txt'] };

function tenant(count: number, fields: JsonObject = windows) {
  const base = tenantWithHosts(count, fields);
  const detailsOf = (id: JsonValue, nowMs: number) =>
    replyOf<{ data: Record<string, string> }>(base.ask(fileRetrievalDetailsPath, { group_action_id: id }, nowMs)).data;
  const get = (link: string, nowMs: number) => base.model.answer(new URL(link).pathname, null, nowMs);
  return { ...base, detailsOf, get };
}

describe('file_retrieval', () => {
  test('gives a link for each host once it is done, and none before', () => {
    const { model, begin, detailsOf } = tenant(2);
    model.reactions.put('id-2', { runMs: 60_000 });
    const { action_id: id, endpoints_count: count } = begin(fileRetrievalPath, {
      filters: byId('id-1', 'id-2'),
      files,
    });
    expect(count).toBe(2);
    expect(detailsOf(id, at + 4999)).toEqual({ 'id-1': '', 'id-2': '' });
    expect(detailsOf(String(id), at + 5000)).toEqual({
      'id-1': expect.stringMatching(/^https:\/\/.*\/public_api\/v1\/download\/[0-9a-f]{40}$/),
      'id-2': '',
    });
    const [first, second] = [detailsOf(id, at + 90_000), detailsOf(id, at + 90_000)];
    expect(first['id-2']).not.toBe('');
    expect(first).toEqual(second);
    expect(model.actions).toMatchObject([{ kind: 'file_retrieval', id, endpointIds: ['id-1', 'id-2'] }]);
  });

  test('a link leads to a ZIP with the paths that were asked for', () => {
    const { begin, detailsOf, get } = tenant(1);
    const { action_id: id } = begin(fileRetrievalPath, { filters: byId('id-1'), files });
    const answer = get(detailsOf(id, at + 5000)['id-1'] ?? '', at + 5000);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="id-1.zip"',
    });
    const bytes = Buffer.concat([...(answer.body as () => Iterable<Uint8Array>)()]);
    expect(bytes.length).toBe(Number(answer.headers['content-length']));
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(bytes.toString()).toContain('C:/a.txt');
  });

  test('a host that failed has none, and neither has one without files', () => {
    const { model, begin, detailsOf } = tenant(3);
    model.reactions.put('id-1', { ends: 'FAILED' });
    model.reactions.put('id-2', { ends: 'COMPLETED_PARTIAL' });
    model.files.put('id-3', 'file_retrieval', undefined);
    const { action_id: id } = begin(fileRetrievalPath, { filters: byId('id-1', 'id-2', 'id-3'), files });
    expect(detailsOf(id, at + 5000)).toEqual({ 'id-1': '', 'id-2': expect.stringMatching(/./), 'id-3': '' });
  });

  test('hosts of a system no file is named for are passed over', () => {
    const { ask, begin } = tenant(1);
    expect(ask(fileRetrievalPath, { filters: byId('id-1'), files: { linux: ['/etc/hosts'] } }).status).toBe(500);
    expect(
      begin(fileRetrievalPath, { filters: byId('id-1'), files: { linux: ['/x'], ...files } }).endpoints_count,
    ).toBe(1);
  });

  test.each<[string, JsonValue]>([
    ['no file', { filters: byId('id-1'), files: {} }],
    ['files of nobody’s system', { filters: byId('id-1'), files: { amiga: ['x'] } }],
    ['more than 20 files', { filters: byId('id-1'), files: { windows: Array.from({ length: 21 }, (_, n) => `${n}`) } }],
    ['more than 10 hosts', { filters: byId(...Array.from({ length: 11 }, (_, n) => `id-${n + 1}`)), files }],
    ['no hosts', { files }],
  ])('refuses %s with 500 and does nothing', (_name, request) => {
    const { model, ask } = tenant(11);
    expect(ask(fileRetrievalPath, request).status).toBe(500);
    expect(model.actions).toEqual([]);
  });

  test('an action that is none of files has no links; a file nobody has is a 404', () => {
    const { model, detailsOf } = tenant(1);
    expect(detailsOf(1, at)).toEqual({});
    expect(model.answer(downloadPath.replace('{value}', 'nobody'), null, at).status).toBe(404);
  });
});
