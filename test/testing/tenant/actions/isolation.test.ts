import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../src/contract/index.ts';
import { isolatePath, unisolatePath } from '../../../../src/testing/index.ts';
import { at, byId, tenantWithHosts } from './tenant-with-hosts.ts';

describe('isolate and unisolate', () => {
  test('answer at once; the host follows by the tenant’s clock', () => {
    const { begin, statusOf, hostAt } = tenantWithHosts(2);
    const { action_id: id, endpoints_count: count } = begin(isolatePath, { endpoint_id: 'id-1' });
    expect(count).toBe(1);
    const seen = [0, 1999, 2000, 4999, 5000].map((ms) => [
      statusOf(id, at + ms).data['id-1'],
      hostAt('id-1', at + ms)?.['is_isolated'],
    ]);
    expect(seen).toEqual([
      ['PENDING', 'AGENT_PENDING_ISOLATION'],
      ['PENDING', 'AGENT_PENDING_ISOLATION'],
      ['IN_PROGRESS', 'AGENT_PENDING_ISOLATION'],
      ['IN_PROGRESS', 'AGENT_PENDING_ISOLATION'],
      ['COMPLETED_SUCCESSFULLY', 'AGENT_ISOLATED'],
    ]);
    expect(hostAt('id-1', at + 90_000)).toMatchObject({ isolated_date: at + 5000 });
    expect(hostAt('id-2', at + 90_000)).toMatchObject({ is_isolated: 'AGENT_UNISOLATED' });
    begin(unisolatePath, { filters: byId('id-1') }, at + 10_000);
    expect(hostAt('id-1', at + 10_000)).toMatchObject({ is_isolated: 'AGENT_PENDING_ISOLATION_CANCELLATION' });
    expect(hostAt('id-1', at + 15_000)).toMatchObject({ is_isolated: 'AGENT_UNISOLATED', isolated_date: null });
  });

  test('pass over ids nobody has: the count tells', () => {
    const { model, begin } = tenantWithHosts(2);
    expect(begin(isolatePath, { filters: byId('id-1', 'nobody', 'id-2') }).endpoints_count).toBe(2);
    expect(model.actions).toMatchObject([{ kind: 'isolate', endpointIds: ['id-1', 'id-2'], atMs: at }]);
  });

  test.each<[string, JsonValue, string]>([
    ['nobody', { endpoint_id: 'nobody' }, 'No endpoint was found for creating the requested action'],
    ['both ways of naming', { endpoint_id: 'id-1', filters: byId('id-1') }, 'endpoint_id or filters'],
    ['no host named', {}, 'endpoint_id or filters'],
    ['another filter', { filters: [{ field: 'hostname', operator: 'in', value: ['x'] }] }, 'endpoint_id_list'],
    ['more than a thousand', { filters: byId(...Array.from({ length: 1001 }, (_, n) => `id-${n}`)) }, '1000'],
  ])('refuse %s with 500 and do nothing', (_name, request, message) => {
    const { model, ask } = tenantWithHosts(1);
    const answer = ask(isolatePath, request);
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).toContain(message);
    expect(model.actions).toEqual([]);
  });

  test.each([isolatePath, unisolatePath])('%s is refused while either is running, and not after', (path) => {
    const { model, ask, begin } = tenantWithHosts(2);
    begin(isolatePath, { endpoint_id: 'id-1' });
    const refused = ask(path, { filters: byId('id-1', 'id-2') }, at + 4999);
    expect(refused).toMatchObject({ status: 500, body: { reply: { err_msg: expect.stringContaining('running') } } });
    expect(ask(path, { endpoint_id: 'id-2' }, at + 4999).status).toBe(200);
    expect(ask(path, { endpoint_id: 'id-1' }, at + 5000).status).toBe(200);
    expect(model.actions).toHaveLength(3);
  });

  test('a host that cannot leaves things as they were', () => {
    const { model, begin, hostAt } = tenantWithHosts(1);
    model.reactions.put('id-1', { ends: 'FAILED' });
    begin(isolatePath, { endpoint_id: 'id-1' });
    expect(hostAt('id-1', at + 5000)).toMatchObject({ is_isolated: 'AGENT_UNISOLATED' });
  });
});
