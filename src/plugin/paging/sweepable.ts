import type { Collection, Storage, StorageChange } from '../../contract/index.ts';
import type { Feed, Page } from './feed.ts';

/** A list that cannot be asked for what has changed: only for what is open, for certain ids, and by time of creation. */
export interface Sweepable<Item> {
  /** All of it, by the time of creation. */
  readonly all: Feed<Item>;
  /** What is still worked on, by the time of creation. */
  readonly open: Feed<Item>;
  /** Items by their ids, at most {@link mostIdsAsked}. @throws ConnectorError */
  byIds(ids: readonly string[], signal: AbortSignal): Promise<Page<Item>>;
  /** Undefined for an item that cannot be asked for by id. */
  idOf(item: Item): string | undefined;
  isOpen(item: Item): boolean;
  /** When it was changed, epoch milliseconds; undefined where it does not say. */
  modifiedMs(item: Item): number | undefined;
}

export const mostIdsAsked = 100;

/**
 * Ids of the items that were open when they were last read, ranked by the sweep that did. What has the rank of an earlier
 * sweep was not met by the latest one: it is open no more, or was missed.
 */
export const openItems: Collection = { name: 'open-items', most: 50_000 };

/** A storage that shows changes before they are saved. */
export interface ChangingStorage extends Storage {
  apply(changes: readonly StorageChange[]): void;
}
