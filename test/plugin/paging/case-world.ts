import { createHash } from 'node:crypto';
import { ConnectorError } from '../../../src/contract/index.ts';
import type { Feed, Page, PageQuery, Row } from '../../../src/plugin/paging/feed.ts';
import type { Sweepable } from '../../../src/plugin/paging/sweepable.ts';
import { type SeededRandom, seededRandom } from '../../../src/testing/index.ts';

const dayMs = 86_400_000;

export interface CaseItem {
  readonly id: string;
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly open: boolean;
  readonly content: number;
}

export interface CaseSchedule {
  readonly seed: number;
  readonly initial: number;
  /** So many share one millisecond. */
  readonly tie: number;
  readonly maxLimit: number;
  /** Every so many calls fail. */
  readonly failurePeriod: number;
  readonly date: boolean;
}

/** Cases that are created, changed, resolved and opened again while they are read, in a list that tells no changes. */
export function createCaseWorld(schedule: CaseSchedule) {
  const { maxLimit, failurePeriod, date } = schedule;
  const random = seededRandom(schedule.seed);
  const items = new Map<string, CaseItem>();
  let nowMs = Date.UTC(2026, 2, 2, 8);
  let [calls, changing, number] = [0, true, 0];

  const put = (item: CaseItem): void => void items.set(item.id, item);
  function create(createdMs: number): void {
    number += 1;
    put({ id: String(number), createdMs, modifiedMs: createdMs, open: random.chance(0.6), content: 0 });
  }
  for (let left = schedule.initial; left > 0; left -= 1) create(nowMs - random.integer(1, 80 * dayMs));
  const tieMs = nowMs - 3 * dayMs;
  for (let left = schedule.tie; left > 0; left -= 1) create(tieMs);

  function happen(): void {
    if (random.chance(0.2)) create(nowMs);
    if (random.chance(0.5)) change(anyOf(random, items));
  }

  function change(item: CaseItem | undefined): void {
    if (!item) return;
    const open = random.chance(0.4) ? !item.open : item.open;
    put({ ...item, open, content: item.content + 1, modifiedMs: nowMs });
  }

  async function ask(matches: (item: CaseItem) => boolean, query: PageQuery): Promise<Page<CaseItem>> {
    calls += 1;
    nowMs += 100;
    if (changing) happen();
    if (calls % failurePeriod === 0) throw new ConnectorError('unavailable', 'scripted');
    const { fromMs = 0, toMs = Infinity, offset, limit } = query;
    const direction = query.order === 'oldest-first' ? 1 : -1;
    const found = [...items.values()]
      .filter((item) => matches(item) && item.createdMs >= fromMs && item.createdMs <= toMs)
      .toSorted((a, b) => direction * (a.createdMs - b.createdMs));
    const rows = found.slice(offset, offset + limit).map(rowOf);
    return {
      rows,
      taken: rows.length,
      full: rows.length >= limit,
      claimed: found.length,
      restrictedIds: [],
      nowMs: date ? Math.floor(nowMs / 1000) * 1000 : undefined,
    };
  }

  const feed = (matches: (item: CaseItem) => boolean): Feed<CaseItem> => ({
    maxLimit,
    offsetCeiling: 9900,
    page: async (query) => ask(matches, query),
    split: () => undefined,
  });
  const list: Sweepable<CaseItem> = {
    all: feed(() => true),
    open: feed(({ open }) => open),
    byIds: async (ids) => ask(({ id }) => ids.includes(id), { offset: 0, limit: 100, order: 'oldest-first' }),
    idOf: ({ id }) => id,
    isOpen: ({ open }) => open,
    modifiedMs: ({ modifiedMs }) => modifiedMs,
  };

  return {
    list,
    items: () => [...items.values()],
    calls: () => calls,
    now: () => nowMs,
    advance: (ms: number) => void (nowMs += ms),
    put,
    remove: (id: string) => void items.delete(id),
    stopChanging: () => void (changing = false),
  };
}

export function stateOf(item: CaseItem): string {
  return `${item.id} ${item.content}`;
}

function rowOf(item: CaseItem): Row<CaseItem> {
  return { item, timeMs: item.createdMs, uid: createHash('sha256').update(stateOf(item)).digest('hex') };
}

function anyOf(random: SeededRandom, items: ReadonlyMap<string, CaseItem>): CaseItem | undefined {
  return [...items.values()][random.integer(0, Math.max(0, items.size - 1))];
}
