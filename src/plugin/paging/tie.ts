import { ConnectorError } from '../../contract/index.ts';
import type { Reading, Step } from './reading.ts';
import type { Digest, Tie, Walk } from './walk-state.ts';

/** Passes over one part of a millisecond that may disagree, without it shrinking, before we say so. */
const maxPasses = 30;
const nothing: Digest = { count: 0, sum: '0' };

/** Turns a walk to reading the one millisecond that fills a whole page. */
export function beginTie(walk: Walk, atMs: number): Walk {
  return { ...walk, cursorMs: atMs, tie: { atMs, parts: [], offset: 0, found: nothing, passes: 0 } };
}

/**
 * One page of a single millisecond, read by offsets. Rows leave and enter it while we read, so a part counts as read
 * only when two complete passes in a row found the same ids ("brought nothing new" would not do: a row may have slipped
 * past the offset in both). Past the offset ceiling the millisecond is cut into parts.
 */
export function absorbTie<Item>(walk: Walk, tie: Tie, reading: Reading<Item>): Step<Item> {
  const { query, page, rows, restricted, moreClaimed } = reading;
  const passSinceMs = query.offset === 0 ? page.nowMs : tie.passSinceMs;
  const found = add(
    tie.found,
    [...rows, ...restricted].map((row) => row.uid),
  );
  const offset = query.offset + page.taken;
  if (moreClaimed && page.taken > 0) {
    const next = offset < reading.feed.offsetCeiling ? { ...tie, offset, found, passSinceMs } : cut(tie, reading);
    return { walk: { ...walk, tie: next }, rows, ended: false };
  }
  if (tie.before?.count !== found.count || tie.before.sum !== found.sum) {
    // A millisecond that shrinks is being emptied by changes, which are met later: that is progress.
    const shrinks = tie.before !== undefined && found.count < tie.before.count;
    const passes = shrinks ? tie.passes : (tie.passes + 1) % maxPasses;
    const again = { walk: { ...walk, tie: { ...tie, offset: 0, found: nothing, before: found, passes } }, rows };
    return shrinks || passes > 0 ? { ...again, ended: false } : { ...again, ended: false, complaint: unstable(tie) };
  }
  const { before: _before, ...rest } = tie;
  const parts = tie.parts.slice(1);
  const readSinceMs = earlier(tie.readSinceMs, passSinceMs);
  if (parts.length > 0) {
    const next = { ...rest, parts, offset: 0, found: nothing, passes: 0, readSinceMs };
    return { walk: { ...walk, tie: next }, rows, ended: false, partDone: true };
  }
  const { tie: _tie, ...after } = walk;
  const ended = walk.toMs !== undefined && tie.atMs >= walk.toMs;
  return { walk: { ...after, cursorMs: tie.atMs + 1 }, rows, ended, partDone: true, readSinceMs };
}

function cut<Item>(tie: Tie, { feed, rows }: Reading<Item>): Tie {
  const parts = feed.split(
    tie.parts[0],
    rows.map((row) => row.item),
  );
  if (!parts) {
    throw new ConnectorError(
      'protocol',
      `more than ${feed.offsetCeiling} records share the millisecond ${tie.atMs} and cannot be told apart`,
      { code: 'API-TIE', remedy: 'Nothing is skipped: the connector waits here. Report it with the time given.' },
    );
  }
  const { before: _before, ...rest } = tie;
  return { ...rest, parts: [...parts, ...tie.parts.slice(1)], offset: 0, found: nothing, passes: 0 };
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

function unstable(tie: Tie): ConnectorError {
  return new ConnectorError('protocol', `${maxPasses} readings of the millisecond ${tie.atMs} all differ`, {
    code: 'API-UNSTABLE',
    remedy: 'The API gives another answer each time. Nothing is skipped; reading goes on from here.',
  });
}

/** Commutative: the order of rows inside one millisecond may change between passes. */
function add(digest: Digest, ids: readonly string[]): Digest {
  let sum = BigInt(`0x${digest.sum}`);
  for (const id of ids) sum += BigInt(`0x${id.slice(0, 16)}`);
  return { count: digest.count + ids.length, sum: BigInt.asUintN(64, sum).toString(16) };
}
