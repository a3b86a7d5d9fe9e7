import type { JsonValue } from '../../contract/index.ts';

/** How the revisions of one kind of item are told: what a source says of its items. Its functions never throw. */
export interface RevisedItem {
  /** Shape of the items: a revision that follows one of another shape is counted on, but not compared with it. */
  readonly shape: string;
  /** Names of the events. */
  readonly events: Readonly<Record<RevisionEvent, string>>;
  /** Fields it usually has. Others are compared as well. */
  readonly fields: readonly string[];
  /** Fields that move without a change, or with every one: they are not compared. */
  readonly drifting: readonly string[];
  /** What its revisions have in common; undefined for an item that has none: it goes as it is. */
  readonly id: (item: JsonValue) => string | undefined;
  readonly isResolved: (item: JsonValue) => boolean;
  /** Epoch milliseconds. */
  readonly createdMs: (item: JsonValue) => number | undefined;
}

export type RevisionEvent = 'created' | 'updated' | 'resolved' | 'reopened';
