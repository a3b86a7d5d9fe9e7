import { expect, test } from 'vitest';
import type { Collection, Insights, Plugin } from '../../../src/contract/index.ts';
import { insightsOf } from '../../../src/host/console/insights.ts';
import type { ConsoleContext } from '../../../src/host/console/console-parts.ts';
import { createNumbers } from '../collect/numbers-source.ts';
import { connectorOf, openBench } from '../collect/collect-bench.ts';
import { checkpoint } from '../state/state-fixtures.ts';

const collection: Collection = { name: 'noticed', most: 9 };

/** A plugin whose source tells what its storage holds. */
function noticing(): Plugin {
  const { plugin, source } = createNumbers();
  const open: Plugin['open'] = (_config, { storage }) => ({
    ...source,
    insights: async () => (await storage.first(collection, 1))[0]?.value as unknown as Insights,
  });
  return { ...plugin, open };
}

async function insights(plugin: Plugin, noticed: Insights | undefined) {
  const bench = await openBench();
  const connector = connectorOf({ ...createNumbers(), plugin });
  const entry = { rank: 1, value: noticed as never };
  const storage = noticed ? [{ collection, key: 'x', entry }] : [];
  await bench.store.commit('numbers', { checkpoint: checkpoint(1), storage });
  const configuration = () => ({ connectors: [connector], broken: [] });
  const context = { store: bench.store, tools: bench.tools, configuration } as unknown as ConsoleContext;
  try {
    return await insightsOf(context).insights('numbers');
  } finally {
    await bench.close();
  }
}

test('what a source has noticed is read from what it keeps', async () => {
  const drift = [
    { kind: 'new-field', field: 'a', sample: 'aa-99', firstSeenMs: 1, lastSeenMs: 2, records: 3 },
    { kind: 'new-value', field: 'b', what: 'odd', firstSeenMs: 4, lastSeenMs: 5, records: 6 },
  ] as const;
  const periods = [{ fromMs: 0, toMs: 9, delivered: 4, reported: 5, state: 'mismatch', checkedMs: 7 }] as const;
  const at = (ms: number) => new Date(ms).toISOString();
  const seen = (first: number, last: number) => ({ firstSeenAt: at(first), lastSeenAt: at(last) });
  expect(await insights(noticing(), { drift, periods })).toEqual({
    drift: [
      { kind: 'new-field', field: 'a', what: null, sample: 'aa-99', records: 3, ...seen(1, 2) },
      { kind: 'new-value', field: 'b', what: 'odd', sample: null, records: 6, ...seen(4, 5) },
    ],
    periods: [
      {
        from: at(0),
        to: at(9),
        delivered: 4,
        reported: 5,
        state: 'mismatch',
        checkedAt: at(7),
        nextCheckAt: null,
      },
    ],
  });
});

test('of very many only so many are told', async () => {
  const finding = { kind: 'gone-field', field: 'a', firstSeenMs: 1, lastSeenMs: 2, records: 3 } as const;
  const found = await insights(noticing(), { drift: Array.from({ length: 900 }, () => finding), periods: [] });
  expect(found.drift).toHaveLength(500);
});

test('a source that notices nothing has nothing to tell', async () => {
  expect(await insights(createNumbers().plugin, undefined)).toEqual({ drift: [], periods: [] });
});
