import type { Checkpoint } from '../../../src/contract/index.ts';
import type { BackfillStart } from '../../../src/plugin/cortex-config.ts';
import { follow, type FollowOptions, type FollowSession } from '../../../src/plugin/paging/follow.ts';
import type { Feed } from '../../../src/plugin/paging/feed.ts';
import type { Piece } from '../../../src/plugin/paging/pieces.ts';
import type { ListItem } from './list-feed.ts';

export const binding = { source: 'list', tenant: 'https://tenant.example' };

export function options(
  feed: Feed<ListItem>,
  more: { backfillStart?: BackfillStart; overlapMs?: number; batchSize?: number; session?: FollowSession } = {},
): FollowOptions<ListItem> {
  const clock = { now: () => Date.UTC(2026, 0, 2), elapsed: () => 0, sleep: () => Promise.resolve() };
  const { backfillStart = { kind: 'all' }, overlapMs = 300_000, batchSize = 200, session = { pass: undefined } } = more;
  return { feed, binding, clock, backfillStart, overlapMs, intervalMs: 60_000, batchSize, session };
}

/** Polls until the feed has caught up; every checkpoint goes through JSON. */
export async function readAll(how: FollowOptions<ListItem>, from?: Checkpoint) {
  const pieces: Piece<ListItem>[] = [];
  let checkpoint = from;
  for (let polls = 0; polls < 200; polls++) {
    for await (const piece of follow(how, checkpoint, new AbortController().signal)) {
      pieces.push(piece);
      checkpoint = JSON.parse(JSON.stringify(piece.next)) as Checkpoint;
    }
    if (pieces.at(-1)?.progress.caughtUp) break;
  }
  const ids = pieces.flatMap((piece) => piece.rows.map((row) => row.item.id));
  return { pieces, ids, checkpoint: checkpoint as Checkpoint };
}
