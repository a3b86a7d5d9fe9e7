import type { Filter, ListTime } from './public-api-feed.ts';

/** Whose list a feed is of, what it is narrowed to, and by which of its times it is read; absent: as it is followed. */
export interface FeedOf {
  readonly source: string;
  readonly tenant: string;
  readonly selected: readonly Filter[];
  readonly time?: ListTime;
}
