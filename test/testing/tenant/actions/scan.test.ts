import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../src/contract/index.ts';
import { abortScanPath, scanPath } from '../../../../src/testing/index.ts';
import { at, byId, tenantWithHosts } from './tenant-with-hosts.ts';

describe('scan', () => {
  test.each<[string, JsonValue, number]>([
    ['those the filters name', { filters: byId('id-2') }, 1],
    ['all when told so', { filters: 'all' }, 3],
    ['all when nothing is said, as old servers do', {}, 3],
    ['all for an empty list, as old servers do', { filters: [] }, 3],
  ])('is of %s', (_name, request, count) => {
    const { model, begin } = tenantWithHosts(3);
    expect(begin(scanPath, request).endpoints_count).toBe(count);
    expect(model.actions).toMatchObject([{ kind: 'scan', request }]);
    expect(model.actions[0]?.endpointIds).toHaveLength(count);
  });

  test('shows in the host', () => {
    const { begin, hostAt } = tenantWithHosts(1);
    begin(scanPath, { filters: byId('id-1') });
    expect([0, 2000, 5000].map((ms) => hostAt('id-1', at + ms)?.['scan_status'])).toEqual([
      'SCAN_STATUS_PENDING',
      'SCAN_STATUS_IN_PROGRESS',
      'SCAN_STATUS_SUCCESS',
    ]);
  });

  test('leaves agents alone that have been uninstalled', () => {
    const { model, ask } = tenantWithHosts(1, { endpoint_status: 'UNINSTALLED' });
    expect(ask(scanPath, { filters: 'all' }).status).toBe(500);
    expect(model.actions).toEqual([]);
  });
});

describe('abort_scan', () => {
  test('cancels what is pending at once, and aborts what is under way in time', () => {
    const { model, begin, statusOf } = tenantWithHosts(2);
    model.reactions.put('id-1', { pendingMs: 60_000 }, 'scan');
    model.reactions.put('id-2', { runMs: 60_000 }, 'scan');
    const scan = begin(scanPath, { filters: 'all' });
    const abort = begin(abortScanPath, { filters: 'all' }, at + 3000);
    expect(abort.endpoints_count).toBe(2);
    expect(statusOf(scan.action_id, at + 3000).data).toEqual({ 'id-1': 'CANCELLED', 'id-2': 'PENDING_ABORT' });
    expect(statusOf(scan.action_id, at + 8000).data).toEqual({ 'id-1': 'CANCELLED', 'id-2': 'ABORTED' });
    expect(statusOf(abort.action_id, at + 8000).data).toEqual({
      'id-1': 'COMPLETED_SUCCESSFULLY',
      'id-2': 'COMPLETED_SUCCESSFULLY',
    });
  });

  test('concerns only hosts with a scan to stop', () => {
    const { model, ask, begin } = tenantWithHosts(2);
    begin(scanPath, { filters: byId('id-1') });
    expect(begin(abortScanPath, { filters: 'all' }, at + 1000).endpoints_count).toBe(1);
    expect(ask(abortScanPath, { filters: byId('id-2') }, at + 1000).status).toBe(500);
    expect(model.actions.map(({ kind }) => kind)).toEqual(['scan', 'abort_scan']);
  });
});
