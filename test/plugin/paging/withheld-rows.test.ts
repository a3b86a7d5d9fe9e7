import { expect, test } from 'vitest';
import type { Feed } from '../../../src/plugin/paging/feed.ts';
import { listFeed, type ListItem } from './list-feed.ts';
import { options, readAll } from './read-all.ts';

const nowMs = Date.UTC(2026, 0, 2);
const minuteMs = 60_000;
const beginMs = nowMs - 5 * 1440 * minuteMs;

/** Ten rows that may be read after every so many that may not. */
function sparselyReadable(withheld: number): ListItem[] {
  return Array.from({ length: 3000 }, (_, index) => ({
    id: `r${index}`,
    timeMs: beginMs + index * minuteMs,
    restricted: index % (withheld + 10) < withheld,
  }));
}

/** After each answer, the five oldest withheld rows of what was asked for change: they leave for the end of the list. */
function emptying(all: ListItem[]): Feed<ListItem> {
  const { feed } = listFeed(all);
  return {
    ...feed,
    async page(query, signal) {
      const page = await feed.page(query, signal);
      for (let left = 5; left > 0; left--) {
        const leaving = all.findIndex((row) => row.restricted === true && isAsked(row, query.fromMs));
        all.push(...all.splice(leaving, leaving < 0 ? 0 : 1).map((row) => ({ ...row, timeMs: nowMs - 1000 })));
      }
      return page;
    },
  };
}

function isAsked({ timeMs }: ListItem, fromMs = 0): boolean {
  return timeMs >= fromMs && timeMs < nowMs - 1440 * minuteMs;
}

test.each([105, 110, 115, 118, 250])(
  'rows behind %i withheld ones that leave meanwhile are not passed over',
  async (withheld) => {
    const all = sparselyReadable(withheld);
    const readable = all.filter(({ restricted }) => !restricted).map(({ id }) => id);
    const { ids } = await readAll(options(emptying(all)));
    expect(ids.toSorted()).toEqual(readable.toSorted());
  },
);

test('rows found by looking behind a short page do not vouch for what slipped before them', async () => {
  const all = Array.from({ length: 60 }, (_, index) => ({
    id: `r${index}`,
    timeMs: nowMs - 1000 + (index < 40 ? 0 : index),
  }));
  const { feed } = listFeed(all, { maxLimit: 30, claimed: (matching) => matching });
  const short: Feed<ListItem> = {
    ...feed,
    async page(query, signal) {
      const page = { ...(await feed.page({ ...query, limit: 30 }, signal)), full: false };
      // The first of those that share a time leaves after each answer.
      if (all[0]?.timeMs === nowMs - 1000) all.splice(0, 1);
      return page;
    },
  };
  const left = () => all.map(({ id }) => id);
  const { ids } = await readAll(
    options({ ...short, maxLimit: 100 }, { backfillStart: { kind: 'time', timeMs: nowMs - 1000 } }),
  );
  expect(left().filter((id) => !ids.includes(id))).toEqual([]);
});
