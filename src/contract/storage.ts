import type { JsonValue } from './log-record.ts';

/**
 * A set of small values that a plugin keeps beside its checkpoint, such as what it remembers of each incident. The host
 * keeps one of each connector. Bounded: beyond `most` entries those of the highest rank are forgotten.
 */
export interface Collection {
  /** Lower-case letters and hyphens. */
  readonly name: string;
  readonly most: number;
}

export interface StorageEntry {
  readonly key: string;
  /** Order within the collection: what {@link Storage.first} gives first, and what is forgotten last. Ties go by key. */
  readonly rank: number;
  /** At most some kilobytes of JSON. */
  readonly value: JsonValue;
}

/** What has been saved, for a source to read. It is changed by batches only: {@link Batch.storage}. */
export interface Storage {
  /** The entries there are of these keys, by key. */
  get(collection: Collection, keys: readonly string[]): Promise<ReadonlyMap<string, StorageEntry>>;
  /** By rank, lowest first. */
  first(collection: Collection, limit: number): Promise<readonly StorageEntry[]>;
  size(collection: Collection): Promise<number>;
}

/** Puts an entry in place of the one of its key; without `entry` forgets that one. */
export interface StorageChange {
  readonly collection: Collection;
  readonly key: string;
  readonly entry: Omit<StorageEntry, 'key'> | undefined;
}
