import type { Collection, JsonValue, Storage, StorageChange, StorageEntry } from '../../contract/index.ts';
import type { Occasion } from '../sources/row-work.ts';
import type { Revision } from './revision.ts';

/** How many are forgotten at once, so that it is seldom done. */
const forgottenAtOnce = 500;

/**
 * By id, ranked by time: the first one was modified longest ago. They are forgotten here, before any bound of the host's
 * is reached, so that it is known which ones: {@link Past}.
 */
const revisions: Collection = { name: 'revisions', most: 1_000_000 };
const past: Collection = { name: 'revisions-past', most: 1 };
const pastKey = 'past';

/** What tells an item that was never delivered from one that is not remembered. */
interface Past {
  /** Items created up to then may have been delivered before there was a memory. 0: it is as old as the connector. */
  readonly unknownToMs: number;
  /** Highest id of the items that are not remembered, or not from their beginning. The vendor's ids ascend. */
  readonly highestId: number;
  /** Items modified up to then are not remembered any more. */
  readonly forgottenToMs: number;
  readonly remembered: number;
}

export interface RevisionMemory {
  of(id: string): Revision | undefined;
  /** Whether nothing of an item that is not remembered can have been delivered. */
  isNew(item: { readonly id: string; readonly createdMs: number | undefined }): boolean;
  remember(id: string, revision: Revision): void;
  /** What is to be saved. Forgets the oldest ones where there are too many. */
  changes(): Promise<readonly StorageChange[]>;
}

export interface RevisionMemoryOptions {
  readonly storage: Storage;
  readonly occasion: Occasion;
  /** Items whose last revision is remembered; for a while some more. */
  readonly most: number;
}

/** What is remembered of the items with these ids. */
export async function openRevisionMemory(
  ids: readonly string[],
  { storage, occasion: { kind, nowMs }, most }: RevisionMemoryOptions,
): Promise<RevisionMemory> {
  const entries = await storage.get(revisions, ids);
  const known = new Map([...entries].map(([id, { value }]) => [id, value as unknown as Revision]));
  const before = (await storage.get(past, [pastKey])).get(pastKey)?.value as unknown as Past | undefined;
  const changed = new Set<string>();
  let now: Past = before ?? {
    unknownToMs: kind === 'first poll' ? 0 : nowMs,
    highestId: 0,
    forgottenToMs: 0,
    remembered: 0,
  };

  function leave(id: string, modifiedMs: number): void {
    now = {
      ...now,
      highestId: Math.max(now.highestId, idNumber(id)),
      forgottenToMs: Math.max(now.forgottenToMs, modifiedMs),
    };
  }

  async function forgetOldest(): Promise<readonly StorageChange[]> {
    if (now.remembered <= most + forgottenAtOnce) return [];
    const oldest = await storage.first(revisions, now.remembered - most);
    const leaving = oldest.filter(({ key }) => !changed.has(key));
    for (const { key, rank } of leaving) leave(key, rank);
    now = { ...now, remembered: now.remembered - leaving.length };
    return leaving.map(({ key }) => ({ collection: revisions, key, entry: undefined }));
  }

  return {
    of: (id) => known.get(id),
    isNew: ({ id, createdMs }) =>
      idNumber(id) > now.highestId && (now.unknownToMs === 0 || (createdMs ?? 0) > now.unknownToMs),
    remember(id, revision) {
      if (revision.number === undefined) leave(id, 0);
      // History, read from its beginning, would only pass through a memory that is full.
      if (!known.has(id) && revision.modifiedMs < now.forgottenToMs) return leave(id, revision.modifiedMs);
      if (!known.has(id)) now = { ...now, remembered: now.remembered + 1 };
      known.set(id, revision);
      changed.add(id);
    },
    async changes() {
      const forgotten = await forgetOldest();
      const remembered = [...changed].map((key): StorageChange => {
        const revision = known.get(key);
        return { collection: revisions, key, entry: revision && entryOf(revision) };
      });
      const stands = now === before ? [] : [{ collection: past, key: pastKey, entry: { rank: 0, value: { ...now } } }];
      return [...forgotten, ...remembered, ...stands];
    },
  };
}

function entryOf(revision: Revision): Omit<StorageEntry, 'key'> {
  return { rank: revision.modifiedMs, value: revision as unknown as JsonValue };
}

/** Ids are integers; one that is none counts as the highest. */
function idNumber(id: string): number {
  const number = /^\d+$/.test(id) ? Number(id) : Number.MAX_SAFE_INTEGER;
  return Math.min(number, Number.MAX_SAFE_INTEGER);
}
