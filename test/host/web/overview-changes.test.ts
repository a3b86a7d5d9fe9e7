import { expect, test } from 'vitest';
import { overviewChangeSchema } from '../../../src/api/overview.ts';
import { overviewChanges } from '../../../src/host/web/overview-changes.ts';
import { overviewOf, overviewRow } from './made-up-console.ts';

const [eu, us] = [overviewRow(), overviewRow({ id: 'soc-us' })];

function told(event: Uint8Array) {
  const text = Buffer.from(event).toString();
  const { connectors, ...rest } = overviewChangeSchema.parse(JSON.parse(text.slice(text.indexOf('data: ') + 6)));
  return { ...rest, ids: connectors.map(({ id }) => id) };
}

test('a connector that went and came back is one that changed', () => {
  const changes = overviewChanges(overviewOf([eu, us]));
  const before = changes.version();
  changes.take(overviewOf([eu]));
  expect(told(changes.since(before))).toMatchObject({ ids: [], removed: ['soc-us'] });
  changes.take(overviewOf([eu, us]));
  expect(told(changes.since(before))).toMatchObject({ ids: ['soc-us'], removed: [] });
});

test('whoever missed some looks is told all that changed since', () => {
  const changes = overviewChanges(overviewOf([eu, us]));
  const before = changes.version();
  changes.take(overviewOf([{ ...eu, reason: 'Another.' }, us]));
  changes.take(overviewOf([{ ...eu, reason: 'Another.' }], { summary: 'Another.' }));
  expect(told(changes.since(before))).toMatchObject({ ids: ['soc-eu'], removed: ['soc-us'], summary: 'Another.' });
});

test('time that passes is no change', () => {
  const changes = overviewChanges(overviewOf([eu]));
  const before = changes.version();
  changes.take(overviewOf([eu], { at: '2026-03-02T09:00:00.000Z' }));
  expect(changes.version()).toBe(before);
  expect(told(changes.since(before))).toMatchObject({ ids: [], removed: [], at: '2026-03-02T09:00:00.000Z' });
});

test('a host that says something else is one', () => {
  const changes = overviewChanges(overviewOf([eu]));
  const before = changes.version();
  changes.take(overviewOf([eu], { summary: 'Another.' }));
  expect(changes.version()).toBeGreaterThan(before);
});

test('an event is encoded once for all who are told the same', () => {
  const changes = overviewChanges(overviewOf([eu]));
  expect(changes.whole()).toBe(changes.whole());
  const before = changes.version();
  changes.take(overviewOf([us]));
  expect(changes.since(before)).toBe(changes.since(before));
});
