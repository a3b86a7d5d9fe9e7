import type { Attributes } from '../../contract/index.ts';
import type { WorkedRow } from '../sources/row-work.ts';
import type { FieldHashes } from './field-hashes.ts';
import type { RevisedItem, RevisionEvent } from './revised-item.ts';

/** What is remembered of the revision of an item that was delivered last. */
export interface Revision {
  readonly uid: string;
  /** Of the record before; absent for the first one. */
  readonly previousUid?: string;
  /** Epoch milliseconds; 0 where the item says none. */
  readonly modifiedMs: number;
  /** From 1. Absent where it is not known how many came before. */
  readonly number?: number;
  readonly event: RevisionEvent;
  readonly resolved: boolean;
  /** Fields that changed; absent where it is not known. */
  readonly changed?: readonly string[];
  readonly shape: string;
  readonly fields: FieldHashes;
}

/** Attributes of a record that is a revision of something. */
const revisionAttributes = {
  number: 'paloalto.cortex.ingest.revision',
  changedFields: 'paloalto.cortex.ingest.changed_fields',
} as const;

/** The row, with what is known of it as a revision. */
export function withRevision({ events }: Pick<RevisedItem, 'events'>, row: WorkedRow, revision: Revision): WorkedRow {
  const { number, previousUid, changed } = revision;
  const attributes: Attributes = {
    ...row.attributes,
    ...(number !== undefined && { [revisionAttributes.number]: number }),
    ...(changed && { [revisionAttributes.changedFields]: changed }),
  };
  return { ...row, eventName: events[revision.event], attributes, ...(previousUid !== undefined && { previousUid }) };
}
