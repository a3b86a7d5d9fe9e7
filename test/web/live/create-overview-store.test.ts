import { beforeEach, describe, expect, test } from 'vitest';
import type { ConnectorOverview, OverviewChange } from '../../../src/api/overview.ts';
import { createOverviewStore, type OverviewStore } from '../../../src/web/live/create-overview-store.ts';
import { connectorOverviewOf } from '../connector-overview-of.ts';

const [a, b, c] = ['a', 'b', 'c'].map((id) => connectorOverviewOf({ id })) as [
  ConnectorOverview,
  ConnectorOverview,
  ConnectorOverview,
];
const host = { running: true, pid: 1, version: '1.0.0', startedAt: null };
const change = (parts: Partial<OverviewChange>): OverviewChange => ({
  at: '2026-11-22T00:00:00.000Z',
  host,
  summary: '',
  whole: false,
  connectors: [],
  removed: [],
  ...parts,
});

let store: OverviewStore;
let told: string[];
const idsOf = (): readonly string[] => store.list.get().map(({ id }) => id);

beforeEach(() => {
  store = createOverviewStore({ adjust: () => {} });
  store.apply(change({ whole: true, connectors: [a, b] }));
  told = [];
  for (const id of ['a', 'b', 'c']) store.connector(id).subscribe(() => told.push(id));
});

describe('a change', () => {
  test('of one connector tells that one only', () => {
    store.apply(change({ connectors: [{ ...b, recordsPerSecond: 9 }] }));
    expect(told).toEqual(['b']);
    expect(store.connector('b').get()?.recordsPerSecond).toBe(9);
    expect(store.list.get()[1]?.recordsPerSecond).toBe(9);
    expect(idsOf()).toEqual(['a', 'b']);
  });

  test('adds at the end and removes what it names', () => {
    store.apply(change({ connectors: [c], removed: ['a'] }));
    expect(idsOf()).toEqual(['b', 'c']);
    expect(store.connector('a').get()).toBeUndefined();
    expect(told).toEqual(['a', 'c']);
  });

  test('that is whole removes what it does not name, and gives the order', () => {
    store.apply(change({ whole: true, connectors: [c, b] }));
    expect(idsOf()).toEqual(['c', 'b']);
    expect(store.connector('a').get()).toBeUndefined();
  });

  test('of nothing is news of the host only', () => {
    store.apply(change({ at: '2026-11-22T00:00:15.000Z', summary: '2 connectors' }));
    expect(told).toEqual([]);
    expect(store.head.get()).toEqual({ at: '2026-11-22T00:00:15.000Z', host, summary: '2 connectors' });
  });
});

describe('an answer to a question', () => {
  const answer = (at: string) => store.replace({ version: 1, at, host, summary: '', connectors: [c] });

  test('replaces everything', () => {
    answer('2026-11-22T00:00:01.000Z');
    expect(idsOf()).toEqual(['c']);
  });

  test('that the stream has overtaken changes nothing', () => {
    answer('2026-11-21T23:59:59.000Z');
    expect(idsOf()).toEqual(['a', 'b']);
  });

  test('is believed although the collector’s clock was set back', () => {
    answer('2026-11-21T20:00:00.000Z');
    expect(idsOf()).toEqual(['c']);
  });
});
