import { createHash } from 'node:crypto';
import { ConnectorError } from '../../../src/contract/index.ts';
import { type Feed, oversizedCode, type PageQuery, type TiePart } from '../../../src/plugin/paging/feed.ts';

export interface ListItem {
  readonly id: string;
  readonly timeMs: number;
  /** What a tie can be cut by. */
  readonly group?: number;
  readonly restricted?: boolean;
}

export interface ListFeedOptions {
  readonly maxLimit?: number;
  readonly offsetCeiling?: number;
  readonly nowMs?: () => number | undefined;
  /** More rows than this in one answer are too large. */
  readonly mostRows?: number;
  readonly claimed?: (matching: number) => number | undefined;
  readonly unsorted?: boolean;
  readonly reorder?: (rows: readonly ListItem[], query: PageQuery) => readonly ListItem[];
}

/** A list that stands still: for examples, where the property test has everything move. */
export function listFeed(items: ListItem[], options: ListFeedOptions = {}) {
  const queries: PageQuery[] = [];
  const {
    maxLimit = 100,
    offsetCeiling = 9900,
    nowMs = () => Date.UTC(2026, 0, 2),
    claimed = () => undefined,
    unsorted = false,
  } = options;
  const feed: Feed<ListItem> = {
    maxLimit,
    offsetCeiling,
    unsorted,
    page(query) {
      queries.push(query);
      const matching = items
        .filter(({ timeMs }) => timeMs >= (query.fromMs ?? 0) && timeMs <= (query.toMs ?? Infinity))
        .filter(({ group = 0 }) => query.part === undefined || query.part['group'] === group)
        .toSorted((a, b) => (query.order === 'oldest-first' ? 1 : -1) * (a.timeMs - b.timeMs));
      const listed = options.reorder?.(matching, query) ?? matching;
      const page = listed.slice(query.offset, query.offset + query.limit);
      if (page.length > (options.mostRows ?? Infinity)) {
        return Promise.reject(new ConnectorError('protocol', 'too large', { code: oversizedCode }));
      }
      return Promise.resolve({
        rows: page
          .filter((item) => !item.restricted)
          .map((item) => ({ item, timeMs: item.timeMs, uid: createHash('sha256').update(item.id).digest('hex') })),
        taken: page.length,
        full: page.length >= query.limit,
        claimed: claimed(matching.length),
        restrictedIds: page.filter((item) => item.restricted).map(({ id }) => id),
        nowMs: nowMs(),
      });
    },
    split(part, of): readonly TiePart[] | undefined {
      if (part) return undefined;
      const groups = new Set([...items.map(({ group = 0 }) => group), ...of.map(({ group = 0 }) => group)]);
      return groups.size > 1 ? [...groups].map((group) => ({ group })) : undefined;
    },
  };
  return { feed, queries };
}
