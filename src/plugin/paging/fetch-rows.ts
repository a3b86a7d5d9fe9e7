import type { Checkpoint, Clock } from '../../contract/index.ts';
import { askReader } from './ask-reader.ts';
import type { Feed } from './feed.ts';
import { atBeginning, checkpointOfPlace, type FetchPlace, placeAfter, placeOfCheckpoint } from './fetch-place.ts';
import type { Binding } from './follow-state.ts';
import { mirrored, mirroredFeed, mirroredRow } from './mirrored-feed.ts';
import type { FollowedRow, Piece } from './pieces.ts';
import { openRangeReader } from './range-reader.ts';
import type { TimedRow } from './reading.ts';
import { createSeen } from './seen.ts';

export interface FetchOptions<Item> {
  readonly feed: Feed<Item>;
  readonly binding: Binding;
  readonly clock: Pick<Clock, 'now' | 'elapsed'>;
  /** Both included; absent: open. */
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly direction: 'ascending' | 'descending';
  readonly offset: number;
  /** Absent: no limit. */
  readonly limit: number | undefined;
  readonly selects: (item: Item) => boolean;
  /** Rows handed on together. */
  readonly pieceRows: number;
}

/**
 * Reads a list once, in order, up to a limit, or what is left after a checkpoint of the same reading. By the last time
 * seen and not by offsets, as everything here: the list may change meanwhile. Read newest first, what changes moves
 * ahead of where the reading began, so that is read as well before it ends.
 */
export async function* fetchRows<Item>(
  options: FetchOptions<Item>,
  checkpoint: Checkpoint | undefined,
  signal: AbortSignal,
): AsyncGenerator<Piece<Item>> {
  let place = checkpoint ? placeOfCheckpoint(checkpoint) : beginning(options);
  // So that there is a place to go back to from the first row on.
  if (!checkpoint) yield piece({ place, rows: [], filtered: 0, requests: 0, restricted: 0 }, options);
  while (!isEnd(place, options)) {
    for await (const step of readLeg(options, place, signal)) {
      place = step.place;
      yield piece(step, options);
      if (isEnd(place, options)) break;
    }
  }
  yield piece({ place, rows: [], filtered: 0, requests: 0, restricted: 0 }, options);
}

interface FetchStep<Item> extends Taken<Item> {
  readonly requests: number;
  readonly restricted: number;
}

/** One reading from end to end. Each step's place says where to go on, in the next reading too. */
async function* readLeg<Item>(
  options: FetchOptions<Item>,
  before: FetchPlace,
  signal: AbortSignal,
): AsyncGenerator<FetchStep<Item>> {
  const isMirrored = options.direction === 'descending' && before.leg === 'whole';
  const feed = isMirrored ? mirroredFeed(options.feed) : options.feed;
  const reader = openRangeReader({ walk: before.walk, seen: before.seen }, feed, () => {});
  let place = before;
  while (!reader.ended()) {
    const range = reader.state();
    const answer = await askReader(reader, { feed, clock: options.clock }, signal);
    if (!answer) continue;
    const { rows, restricted, complaint } = reader.absorb(answer);
    for (const part of inParts(rows, { before: range, after: reader.state(), most: options.pieceRows })) {
      const real = isMirrored ? part.rows.map(unmirrored) : part.rows;
      const taken = take(real, isOpenEnded(options) ? noteNewest(place, real) : place, options);
      place = placeAfter(taken.place, part.range);
      if (part.isLast && reader.ended()) place = nextLeg(place, options);
      yield { ...taken, place, requests: part.isLast ? 1 : 0, restricted: part.isLast ? restricted : 0 };
    }
    if (complaint) throw complaint;
  }
}

function beginning<Item>({ direction, fromMs, toMs }: FetchOptions<Item>): FetchPlace {
  if (direction === 'ascending') {
    return atBeginning({ ...(fromMs && { cursorMs: fromMs }), ...(toMs !== undefined && { toMs }) });
  }
  const walk = { toMs: mirrored(Math.max(1, fromMs ?? 1)), ...(toMs !== undefined && { cursorMs: mirrored(toMs) }) };
  return atBeginning(walk);
}

/** What changes meanwhile moves ahead of where the reading began. */
function isOpenEnded({ direction, toMs }: Pick<FetchOptions<never>, 'direction' | 'toMs'>): boolean {
  return direction === 'descending' && toMs === undefined;
}

function nextLeg<Item>(place: FetchPlace, options: FetchOptions<Item>): FetchPlace {
  const { leg, newestMs, newest } = place;
  if (leg !== 'whole' || !isOpenEnded(options) || newestMs === undefined) return { ...place, leg: 'done' };
  const seen = createSeen();
  for (const uid of newest) seen.add(uid, newestMs);
  return { ...place, leg: 'since', walk: { cursorMs: newestMs }, seen: seen.encode() };
}

function isEnd<Item>({ leg, given }: FetchPlace, { limit }: Pick<FetchOptions<Item>, 'limit'>): boolean {
  return leg === 'done' || (limit !== undefined && given >= limit);
}

function unmirrored<Item>(row: TimedRow<Item>): TimedRow<Item> {
  return { ...mirroredRow<Item, TimedRow<Item>>(row), atMs: mirrored(row.atMs) };
}

/** The newest time there was when the reading began, and all that had it. */
function noteNewest<Item>(place: FetchPlace, rows: readonly TimedRow<Item>[]): FetchPlace {
  if (place.leg !== 'whole' || rows.length === 0) return place;
  const newestMs = place.newestMs ?? Math.max(...rows.map(({ atMs }) => atMs));
  const uids = rows.filter(({ atMs }) => atMs >= newestMs).map(({ uid }) => uid);
  return { ...place, newestMs, newest: [...place.newest, ...uids] };
}

interface Part<Item> {
  readonly rows: readonly TimedRow<Item>[];
  /** The range after this part: before the page, with what was handed on of it remembered; after it with the last. */
  readonly range: { readonly walk: FetchPlace['walk']; readonly seen: string };
  readonly isLast: boolean;
}

function* inParts<Item>(
  rows: readonly TimedRow<Item>[],
  { before, after, most }: { before: Part<Item>['range']; after: Part<Item>['range']; most: number },
): Generator<Part<Item>> {
  const seen = createSeen(before.seen);
  let at = 0;
  for (; at + most < rows.length; at += most) {
    const part = rows.slice(at, at + most);
    for (const { uid, atMs } of part) seen.add(uid, atMs);
    yield { rows: part, range: { walk: before.walk, seen: seen.encode() }, isLast: false };
  }
  yield { rows: rows.slice(at), range: after, isLast: true };
}

interface Taken<Item> {
  readonly place: FetchPlace;
  readonly rows: readonly TimedRow<Item>[];
  readonly filtered: number;
}

/** Of what was read, what is selected, behind the offset and within the limit. */
function take<Item>(
  rows: readonly TimedRow<Item>[],
  place: FetchPlace,
  { offset, limit = Infinity, selects }: FetchOptions<Item>,
): Taken<Item> {
  const selected = rows.filter(({ item }) => selects(item));
  const skipped = Math.min(selected.length, offset - place.passed);
  const given = selected.slice(skipped, skipped + limit - place.given);
  return {
    place: { ...place, passed: place.passed + skipped, given: place.given + given.length },
    rows: given,
    filtered: rows.length - selected.length,
  };
}

function piece<Item>(
  { place, rows, filtered, requests, restricted }: FetchStep<Item>,
  { binding }: Pick<FetchOptions<Item>, 'binding'>,
): Piece<Item> {
  const newestMs = rows.reduce<number | undefined>((newest, { atMs }) => Math.max(newest ?? atMs, atMs), undefined);
  const counts = { requests, restricted, filtered, duplicates: 0, overlapShortened: 0, caughtUp: place.leg === 'done' };
  return {
    rows: rows.map((row): FollowedRow<Item> => ({ ...row, backfill: false })),
    next: checkpointOfPlace(binding, place),
    more: false,
    progress: { ...counts, ...(newestMs !== undefined && { newestMs }) },
  };
}
