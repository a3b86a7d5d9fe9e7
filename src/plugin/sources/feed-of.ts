import type { Filter } from './public-api-feed.ts';

/** Whose list a feed is of, and what it is narrowed to. */
export interface FeedOf {
  readonly source: string;
  readonly tenant: string;
  readonly selected: readonly Filter[];
}
