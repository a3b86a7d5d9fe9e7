import { describe, expect, test } from 'vitest';
import type { ConnectorOverview } from '../../../src/api/overview.ts';
import {
  type DashboardView,
  initialView,
  type SortKey,
  visibleConnectors,
} from '../../../src/web/dashboard/visible-connectors.ts';
import { connectorOverviewOf, rejectedKey } from '../connector-overview-of.ts';

const statuses: readonly ConnectorOverview['status'][] = [
  'Pending',
  'Active',
  'Active (catching up)',
  'Throttled',
  'Retrying',
  'Action required',
  'Paused',
  'Standby',
  'Inactive',
];
const all = statuses.map((status) => connectorOverviewOf({ id: status, status }));
const idsOf = (connectors: readonly ConnectorOverview[], view: Partial<DashboardView>): readonly string[] =>
  visibleConnectors(connectors, { ...initialView, ...view }).ids;

describe('what is shown', () => {
  test('at first: all but those that rest on purpose, and how many those are', () => {
    const { ids, left } = visibleConnectors(all, initialView);
    expect(ids).toEqual(statuses.filter((status) => status !== 'Paused' && status !== 'Inactive'));
    expect(left).toBe(2);
  });

  test.for(statuses)('never hidden at first: what has an error, though it is %s', (status) => {
    expect(idsOf([connectorOverviewOf({ id: 'broken', status, error: rejectedKey })], {})).toEqual(['broken']);
  });

  test.for<[DashboardView['shown'], readonly string[]]>([
    ['action', ['Action required']],
    ['resting', ['Paused', 'Inactive']],
    ['all', statuses],
  ])('by the filter %s', ([shown, ids]) => {
    expect(idsOf(all, { shown })).toEqual(ids);
  });

  test('a search finds name, tenant, source, reason and code, large letters or small, and counts as no filter', () => {
    const found = connectorOverviewOf({ id: 'a', name: 'SOC EU', error: rejectedKey });
    const other = connectorOverviewOf({ id: 'b', tenant: 'https://api-b.example', source: 'b', reason: 'b' });
    for (const search of ['soc', ' EU ', 'acme', 'auth-301', 'rejected', 'AUDIT']) {
      expect(visibleConnectors([found, other], { ...initialView, search })).toEqual({ ids: ['a'], left: 0 });
    }
    expect(idsOf([found, other], { search: '.*' })).toEqual([]);
  });
});

describe('the order', () => {
  test('is the collector’s until one is chosen', () => {
    expect(
      idsOf(
        ['c', 'a', 'b'].map((id) => connectorOverviewOf({ id })),
        {},
      ),
    ).toEqual(['c', 'a', 'b']);
  });

  test.for<[SortKey, Partial<ConnectorOverview>, Partial<ConnectorOverview>]>([
    ['name', { name: 'SOC 9' }, { name: 'SOC 10' }],
    ['source', { source: 'a' }, { source: 'b' }],
    ['status', { status: 'Action required' }, { status: 'Active' }],
    ['event', { lastEventAt: '2026-01-01T00:00:00.000Z' }, { lastEventAt: '2026-01-02T00:00:00.000Z' }],
    ['lag', { lagMs: 9 }, { lagMs: 10 }],
    ['rate', { recordsPerSecond: 0.5 }, { recordsPerSecond: 2 }],
    ['next', { nextAttemptAt: '2026-01-01T00:00:00.000Z' }, { nextAttemptAt: '2026-01-02T00:00:00.000Z' }],
  ])('by %s goes up and down', ([key, lower, higher]) => {
    const two = [connectorOverviewOf({ ...higher, id: 'high' }), connectorOverviewOf({ ...lower, id: 'low' })];
    expect(idsOf(two, { sort: { key, descending: false } })).toEqual(['low', 'high']);
    expect(idsOf(two, { sort: { key, descending: true } })).toEqual(['high', 'low']);
  });

  test('has what there is nothing to say of last, up and down', () => {
    const three = [null, 5, 7].map((lagMs) => connectorOverviewOf({ id: String(lagMs), lagMs }));
    expect(idsOf(three, { sort: { key: 'lag', descending: false } })).toEqual(['5', '7', 'null']);
    expect(idsOf(three, { sort: { key: 'lag', descending: true } })).toEqual(['7', '5', 'null']);
  });
});
