import { describe, expect, test } from 'vitest';
import type { ConnectorOverview } from '../../../src/api/overview.ts';
import { type Role, includesRole } from '../../../src/api/role.ts';
import { connectorMenuItems } from '../../../src/web/connector/connector-menu-items.ts';
import { connectorOverviewOf } from '../connector-overview-of.ts';

const paused: Partial<ConnectorOverview> = { status: 'Paused', paused: { by: 'ada', at: '2026-11-22T00:00:00.000Z' } };

function itemsOf(change: Partial<ConnectorOverview>, role: Role = 'admin') {
  return connectorMenuItems(connectorOverviewOf({ id: 'soc', ...change }), (needed) => includesRole(role, needed));
}
const keysOf = (change: Partial<ConnectorOverview>, role?: Role) => itemsOf(change, role).map(({ key }) => key);
const obstacleTo = (key: string, change: Partial<ConnectorOverview>) =>
  itemsOf(change).find((item) => item.key === key)?.obstacle;

describe('what is offered', () => {
  test('follows the role', () => {
    expect(keysOf({}, 'viewer')).toEqual(['open']);
    expect(keysOf({}, 'operator')).toEqual(['open', 'test', 'poll', 'pause', 'replay']);
    expect(keysOf({}, 'admin')).toEqual(['open', 'test', 'poll', 'pause', 'replay', 'edit', 'clone', 'delete']);
  });

  test('is to resume where it is paused', () => {
    expect(keysOf(paused)).toContain('resume');
    expect(keysOf(paused)).not.toContain('pause');
    expect(obstacleTo('poll', paused)).toBe('It is paused.');
  });

  test('is to delete only where it rests', () => {
    expect(obstacleTo('delete', {})).toBe('Pause it first.');
    expect(obstacleTo('delete', paused)).toBeUndefined();
    expect(obstacleTo('delete', { status: 'Inactive' })).toBeUndefined();
  });

  test('is neither to edit nor to delete what stands in the file', () => {
    for (const key of ['edit', 'delete']) {
      expect(obstacleTo(key, { ...paused, origin: 'file' })).toMatch(/configuration file/);
    }
    expect(itemsOf({ origin: 'file' }).find(({ key }) => key === 'edit')?.href).toBeUndefined();
  });

  test('leads where the id says, whatever is in it', () => {
    const items = connectorMenuItems(connectorOverviewOf({ id: 'a/b?c' }), () => true);
    expect(items.flatMap(({ href }) => href ?? [])).toEqual([
      '#/connectors/a%2Fb%3Fc/overview',
      '#/connectors/a%2Fb%3Fc/history',
      '#/connectors/a%2Fb%3Fc/edit',
      '#/new?clone=a%2Fb%3Fc',
    ]);
  });
});
