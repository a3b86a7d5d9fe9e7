import type { RowWork, Worked, WorkedRow } from '../sources/row-work.ts';
import { noPrivacy, type Privacy } from '../privacy/create-privacy.ts';
import type { PrivacyRule } from '../privacy/privacy-rules.ts';
import { compareFields, type FieldComparison } from './field-hashes.ts';
import { hashText } from './hash-value.ts';
import type { RevisedItem } from './revised-item.ts';
import { openRevisionMemory, type RevisionMemory } from './revision-memory.ts';
import { type Revision, withRevision } from './revision.ts';

/** Items whose last revision is remembered: some 700 bytes each. */
const mostRevisions = 50_000;

export interface RevisionOptions {
  /** What a rule hides must not show in what is said of changes either. Default: nothing is hidden. */
  readonly privacy?: Privacy;
  /** The rules of it: states under others are not compared. */
  readonly rules?: readonly PrivacyRule[] | undefined;
  /** How many items are remembered; for a while some more. */
  readonly most?: number;
}

/**
 * Says of each row which revision of its item it is, and what has changed since the one delivered before. A row read
 * again is told the same again, for what is remembered is saved together with the checkpoint that covers it. A state
 * older than the one delivered last stands outside the sequence, and where nothing will be remembered only the revision
 * that was delivered last is known: of such rows nothing is said.
 */
export function followRevisions(kind: RevisedItem, options: RevisionOptions = {}): RowWork {
  const { privacy = noPrivacy, rules, most = mostRevisions } = options;
  const by: Following = {
    kind,
    comparison: compareFields(kind),
    shape: rules ? `${kind.shape} by rules ${hashText(JSON.stringify(rules), 0)}` : kind.shape,
    privacy,
  };
  return {
    name: 'revisions',
    async work(rows, storage, occasion) {
      const found = rows.map((row, index) => ({ row, index, id: keyable(kind.id(row.item)) }));
      const ids = new Set(found.flatMap(({ id }) => id ?? []));
      const memory = await openRevisionMemory([...ids], { storage, occasion, most });
      return occasion.kind === 'look' ? recalled(kind, found, memory) : followed(by, found, memory);
    },
  };
}

/** An id that any store takes as a key, as the vendor's are. Of another one nothing is said. */
function keyable(id: string | undefined): string | undefined {
  return id !== undefined && /^[!-~]{1,128}$/.test(id) ? id : undefined;
}

interface FoundRow {
  readonly row: WorkedRow;
  readonly index: number;
  readonly id: string | undefined;
}

function recalled(kind: RevisedItem, found: readonly FoundRow[], memory: RevisionMemory): Worked {
  const rows = found.map(({ row, id }) => {
    const last = id === undefined ? undefined : memory.of(id);
    return last?.uid === row.uid ? withRevision(kind, row, last) : row;
  });
  return { rows };
}

interface Following {
  readonly kind: RevisedItem;
  readonly comparison: FieldComparison;
  readonly shape: string;
  readonly privacy: Privacy;
}

async function followed(by: Following, found: readonly FoundRow[], memory: RevisionMemory): Promise<Worked> {
  const rows = found.map(({ row }) => row);
  for (const { row, index, id } of found.toSorted(byTime)) {
    if (id === undefined) continue;
    const last = memory.of(id);
    if (last && isPast(row, last)) continue;
    const revision = last?.uid === row.uid ? last : nextRevision(by, { row, id, last }, memory);
    if (revision !== last) memory.remember(id, revision);
    rows[index] = withRevision(by.kind, row, revision);
  }
  return { rows, storage: await memory.changes() };
}

/** A batch may hold two states of one item, read one after the other, in any order. */
function byTime(a: FoundRow, b: FoundRow): number {
  return (a.row.timeMs ?? 0) - (b.row.timeMs ?? 0);
}

function isPast({ uid, timeMs = 0 }: WorkedRow, last: Revision): boolean {
  return timeMs < last.modifiedMs || uid === last.previousUid;
}

interface Next {
  readonly row: WorkedRow;
  readonly id: string;
  readonly last: Revision | undefined;
}

function nextRevision(by: Following, { row, id, last }: Next, memory: RevisionMemory): Revision {
  const { kind, comparison, shape } = by;
  const { item } = by.privacy.treat(row.item);
  const [resolved, fields] = [kind.isResolved(item), comparison.hashesOf(item, id)];
  const state = { uid: row.uid, modifiedMs: row.timeMs ?? 0, resolved, shape, fields };
  if (!last) {
    // What is read as history has not changed since the connector's first start: only this state can have been delivered.
    const isFirst = row.backfill || memory.isNew({ id, createdMs: kind.createdMs(row.item) });
    const event = resolved ? 'resolved' : isFirst ? 'created' : 'updated';
    return { ...state, event, ...(isFirst && { number: 1 }) };
  }
  const comparable = last.shape === shape;
  return {
    ...state,
    previousUid: last.uid,
    event: resolved ? (last.resolved ? 'updated' : 'resolved') : last.resolved && comparable ? 'reopened' : 'updated',
    ...(last.number !== undefined && { number: last.number + 1 }),
    ...(comparable && { changed: comparison.changed(last.fields, fields) }),
  };
}
