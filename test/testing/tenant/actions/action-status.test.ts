import { describe, expect, test } from 'vitest';
import { actionStatusPath, isolatePath, scanPath } from '../../../../src/testing/index.ts';
import { at, byId, tenantWithHosts } from './tenant-with-hosts.ts';

const day = 86_400_000;

describe('get_action_status', () => {
  test('tells of every host by itself, with a reason for those that failed', () => {
    const { model, begin, statusOf } = tenantWithHosts(3);
    model.reactions.otherwise({ pendingMs: 10, runMs: 10 });
    model.reactions.put('id-2', { ends: 'FAILED', errorReason: { errorDescription: 'disk is full' } });
    model.reactions.put('id-3', { runMs: 100, ends: 'TIMEOUT' });
    const { action_id: id } = begin(scanPath, { filters: byId('id-1', 'id-2', 'id-3') });
    expect(statusOf(id, at + 15)).toEqual({
      data: { 'id-1': 'IN_PROGRESS', 'id-2': 'IN_PROGRESS', 'id-3': 'IN_PROGRESS' },
    });
    expect(statusOf(id, at + 20)).toEqual({
      data: { 'id-1': 'COMPLETED_SUCCESSFULLY', 'id-2': 'FAILED', 'id-3': 'IN_PROGRESS' },
      errorReasons: { 'id-2': { errorDescription: 'disk is full' } },
    });
    expect(statusOf(String(id), at + 110).data['id-3']).toBe('TIMEOUT');
  });

  test('what is decided for one kind of action leaves the others alone', () => {
    const { model, begin, statusOf } = tenantWithHosts(1);
    model.reactions.put('id-1', { ends: 'FAILED' }, 'scan');
    const isolation = begin(isolatePath, { endpoint_id: 'id-1' });
    const scan = begin(scanPath, { filters: byId('id-1') });
    expect(statusOf(isolation.action_id, at + 5000).data).toEqual({ 'id-1': 'COMPLETED_SUCCESSFULLY' });
    expect(statusOf(scan.action_id, at + 5000).data).toEqual({ 'id-1': 'FAILED' });
  });

  test('a host that is offline stays pending, until it is back', () => {
    const { model, begin, statusOf } = tenantWithHosts(1, { endpoint_status: 'DISCONNECTED' });
    const { action_id: id } = begin(isolatePath, { endpoint_id: 'id-1' });
    expect(statusOf(id, at + day).data).toEqual({ 'id-1': 'PENDING' });
    model.hosts.change('id-1', { endpoint_status: 'CONNECTED' });
    expect(statusOf(id, at + day + 60_000).data).toEqual({ 'id-1': 'PENDING' });
    expect(statusOf(id, at + day + 65_000).data).toEqual({ 'id-1': 'COMPLETED_SUCCESSFULLY' });
  });

  test('or until it has waited too long', () => {
    const { model, begin, statusOf, hostAt } = tenantWithHosts(1, { endpoint_status: 'DISCONNECTED' });
    model.reactions.put('id-1', { expiresMs: day });
    const { action_id: id } = begin(isolatePath, { endpoint_id: 'id-1' });
    expect(statusOf(id, at + day - 1).data).toEqual({ 'id-1': 'PENDING' });
    expect(statusOf(id, at + day).data).toEqual({ 'id-1': 'EXPIRED' });
    model.hosts.change('id-1', { endpoint_status: 'CONNECTED' });
    expect(statusOf(id, at + 2 * day).data).toEqual({ 'id-1': 'EXPIRED' });
    expect(hostAt('id-1', at + 2 * day)).toMatchObject({ is_isolated: 'AGENT_UNISOLATED' });
  });

  test('an id nobody has is of an action without hosts; no id is an error', () => {
    const { ask, statusOf } = tenantWithHosts(1);
    expect(statusOf(1, at)).toEqual({ data: {} });
    expect(ask(actionStatusPath, {}).status).toBe(500);
  });
});
