import { createHash } from 'node:crypto';
import { ConnectorError } from '../../../src/contract/index.ts';
import type { Feed, Page, PageQuery, Row } from '../../../src/plugin/paging/feed.ts';

/** Everything that may go wrong in one schedule. All times are virtual milliseconds. */
export interface Schedule {
  readonly seed: number;
  readonly maxLimit: number;
  readonly initial: number;
  readonly tie: number;
  /** Where the tie lies: in what is there at first, or arriving while we follow. */
  readonly tieArrivesMs: number;
  readonly overlapMs: number;
  readonly disorder: 'none' | 'every third page' | 'every page' | 'newest first' | 'by another time';
  readonly counts: 'true' | 'none' | 'zero' | 'all' | 'random';
  readonly date: boolean;
  /** Every so many calls one fails. */
  readonly failurePeriod: number;
  /** Every so many batches the process is restarted. */
  readonly restartPeriod: number;
  /** How much the key's role may not see. */
  readonly restricted: 'none' | 'few' | 'most';
}

export interface Item {
  readonly id: number;
  readonly timeMs: number;
  readonly revision: number;
}

interface Kept extends Item {
  readonly visibleMs: number;
  readonly uid: string;
  readonly restricted: boolean;
}

const startMs = Date.UTC(2026, 0, 1);
const futureMs = 2 * 3_600_000;

/** A list that inserts, changes, removes and reveals late between any two requests, and lies about it. */
export function createShiftingFeed(schedule: Schedule) {
  const random = seeded(schedule.seed);
  const pick = (count: number): number => Math.floor(random() * count);
  let nowMs = startMs;
  let calls = 0;
  let nextId = 1;
  let changing = true;
  let tieDue = true;
  const kept = createSortedList();
  const everReal = new Set<string>();

  function put(id: number, timeMs: number, visibleMs = nowMs): void {
    const revision = (kept.remove(id)?.revision ?? 0) + 1;
    const uid = createHash('sha256').update(`${id}/${timeMs}/${revision}`).digest('hex');
    everReal.add(uid);
    kept.insert({ id, timeMs, revision, visibleMs, uid, restricted: isHidden(schedule.restricted, { id, timeMs }) });
  }

  const dayMs = 86_400_000;
  for (let left = schedule.initial; left > 0; left--) put(nextId++, startMs - pick(3 * dayMs) - 1);
  put(nextId++, startMs + futureMs);

  function change(): void {
    if (tieDue && nowMs >= startMs + schedule.tieArrivesMs) {
      tieDue = false;
      const atMs = schedule.tieArrivesMs === 0 ? startMs - dayMs : nowMs;
      for (let left = schedule.tie; left > 0; left--) put(nextId++, atMs);
    }
    for (let left = pick(4); left > 0; left--) {
      const dice = random();
      const victim = kept.at(pick(kept.size()))?.id ?? 1;
      if (dice < 0.4) put(nextId++, nowMs);
      else if (dice < 0.55) put(nextId++, nowMs - pick(schedule.overlapMs), nowMs);
      else if (dice < 0.65) put(nextId++, nowMs, nowMs + pick(schedule.overlapMs));
      else if (dice < 0.85) put(victim, nowMs);
      else if (dice < 0.92) kept.remove(victim);
    }
  }

  function answer(query: PageQuery): Page<Item> {
    const matching = kept.between(query.fromMs, query.toMs).filter((item) => item.visibleMs <= nowMs);
    // Ties come in an order of their own, the same while nothing changes.
    if (query.order === 'newest-first' || schedule.disorder === 'newest first') matching.reverse();
    if (schedule.disorder === 'by another time') matching.sort((a, b) => otherTimeMs(a) - otherTimeMs(b));
    let page = matching.slice(query.offset, query.offset + query.limit);
    const disordered =
      schedule.disorder === 'every page' || (schedule.disorder === 'every third page' && calls % 3 === 0);
    if (disordered) page = shuffled(page, random);
    const rows = page.filter((item) => !item.restricted);
    return {
      rows: rows.map((item): Row<Item> => ({ item, timeMs: item.timeMs, uid: item.uid })),
      taken: page.length,
      full: page.length >= query.limit,
      claimed: { true: matching.length, none: undefined, zero: 0, all: 9999, random: pick(10_000) }[schedule.counts],
      restrictedIds: page.filter((item) => item.restricted).map((item) => String(item.id)),
      nowMs: schedule.date ? Math.floor(nowMs / 1000) * 1000 : undefined,
    };
  }

  const feed: Feed<Item> = {
    maxLimit: schedule.maxLimit,
    offsetCeiling: 9900,
    unsorted: schedule.disorder === 'by another time',
    split: () => undefined,
    page(query) {
      calls++;
      nowMs += 50 + pick(400);
      if (changing) change();
      if (calls % schedule.failurePeriod === 0) {
        return Promise.reject(new ConnectorError('unavailable', `scripted failure at call ${calls}`));
      }
      return Promise.resolve(answer(query));
    },
  };

  return {
    feed,
    now: () => nowMs,
    advance: (ms: number) => void (nowMs += ms),
    calls: () => calls,
    changing: () => changing,
    stopChanging: () => void (changing = false),
    everReal: (uid: string) => everReal.has(uid),
    /** What must have been delivered in the end: everything that is there and may be seen. */
    present: () => kept.between(undefined, undefined).filter((item) => !item.restricted),
  };
}

export type ShiftingFeed = ReturnType<typeof createShiftingFeed>;

/** When it happened: mostly moments before it was received, for some days before. So pages often look sorted. */
function otherTimeMs({ id, timeMs }: Item): number {
  return timeMs - (id % 40 === 0 ? 3 * 86_400_000 : id % 5);
}

/** Most: whole stretches of time, so that pages come full without a row. */
function isHidden(restricted: Schedule['restricted'], { id, timeMs }: Pick<Item, 'id' | 'timeMs'>): boolean {
  if (restricted !== 'most') return restricted === 'few' && id % 17 === 0;
  const stretchMs = timeMs < startMs ? 7_200_000 : 20_000;
  return Math.floor(timeMs / stretchMs) % 4 !== 0;
}

/** Sorted by time and uid, found by id. */
function createSortedList() {
  const byId = new Map<number, Kept>();
  const sorted: Kept[] = [];
  const position = (timeMs: number, uid: string): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const item = sorted[middle]!;
      if (item.timeMs < timeMs || (item.timeMs === timeMs && item.uid < uid)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    size: () => sorted.length,
    at: (index: number) => sorted[index],
    insert(item: Kept) {
      byId.set(item.id, item);
      sorted.splice(position(item.timeMs, item.uid), 0, item);
    },
    remove(id: number): Kept | undefined {
      const item = byId.get(id);
      if (item) sorted.splice(position(item.timeMs, item.uid), 1);
      byId.delete(id);
      return item;
    },
    between: (fromMs = -Infinity, toMs = Infinity) => sorted.slice(position(fromMs, ''), position(toMs + 1, '')),
  };
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const copy = [...values];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

/** Mulberry32: small, seedable, good enough for schedules. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
