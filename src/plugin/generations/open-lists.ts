import type { Checkpoint, JsonValue, Memo } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { CortexConfig } from '../cortex-config.ts';
import type { Feed } from '../paging/feed.ts';
import { follow, type FollowOptions } from '../paging/follow.ts';
import type { Piece } from '../paging/pieces.ts';
import type { SweepSession } from '../paging/sweep-passes.ts';
import type { ChangingStorage } from '../paging/sweepable.ts';
import type { ListedSource } from '../sources/source-definition.ts';
import { generationFeed } from './generation-feed.ts';
import { openGenerations } from './open-generations.ts';
import { pollEither } from './poll-either.ts';

/** How the list of a source is read, in whichever generation of the API the tenant speaks. */
export interface Lists {
  readonly feed: Feed<JsonValue>;
  readonly poll: (
    checkpoint: Checkpoint | undefined,
    storage: ChangingStorage,
    signal: AbortSignal,
  ) => AsyncGenerator<Piece<JsonValue>>;
}

export interface ListsOptions {
  readonly api: CortexApi;
  readonly config: CortexConfig;
  readonly memo: Memo;
  readonly following: Omit<FollowOptions<JsonValue>, 'feed'>;
}

export function openLists(definition: ListedSource<JsonValue>, options: ListsOptions): Lists {
  const { api, config, memo, following } = options;
  const older = definition.feed(api, config);
  const { newer } = definition;
  const followed = (feed: Feed<JsonValue>): Lists => ({
    feed,
    poll: (checkpoint, _storage, signal) => follow({ ...following, feed }, checkpoint, signal),
  });
  if (!newer) return followed(older);
  const generations = openGenerations({ api, memo, setting: config.apiGeneration, paths: newer.paths });
  const list = newer.sweep?.(api, config);
  const newerFeed = list?.all ?? newer.feed?.(api, config) ?? older;
  const feed = generationFeed(generations, { incidents: older, cases: newerFeed });
  if (!list) return followed(feed);
  const sweepSession: SweepSession = { begun: new Set(), ended: new Set() };
  return {
    feed,
    poll: (checkpoint, storage, signal) =>
      pollEither({ ...following, feed: older, list, storage, sweepSession }, generations, checkpoint, signal),
  };
}
