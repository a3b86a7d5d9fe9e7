import type { Storage, StorageChange, StorageEntry } from '../../contract/index.ts';
import type { RowWork, Worked, WorkedRow } from '../sources/row-work.ts';
import { textOf } from '../sources/vendor-values.ts';
import { alone, delivered, waiting, waitingOf } from './collections.ts';
import { deliveredOf } from './delivered-alerts.ts';
import { givenUpCount, givenUpMore } from './given-up.ts';
import { entryOf, fromEntry, revisionOf, type WaitingRevision } from './waiting-revision.ts';

/**
 * Lets the revisions of incidents that are delivered wait for their details, each in place of an older one of the same
 * incident: what the tenant gives for an incident is always its latest. One whose details were delivered does not wait
 * again. Leaves the rows alone.
 */
export const queueRevisions: RowWork = {
  name: 'enrichment',
  async work(rows, storage) {
    const arrived = newestOfEach(rows);
    if (arrived.length === 0) return { rows };
    return { rows, ...(await queued(arrived, storage)) };
  },
};

function newestOfEach(rows: readonly WorkedRow[]): readonly WaitingRevision[] {
  const newest = new Map<string, WaitingRevision>();
  for (const row of rows) {
    const revision = revisionOf(row);
    const other = revision && newest.get(revision.incidentId);
    if (revision && (!other || other.modifiedMs <= revision.modifiedMs)) newest.set(revision.incidentId, revision);
  }
  return [...newest.values()];
}

async function queued(arrived: readonly WaitingRevision[], storage: Storage): Promise<Omit<Worked, 'rows'>> {
  const ids = arrived.map(({ incidentId }) => incidentId);
  const done = await storage.get(delivered, ids);
  const earlier = await earlierOf(ids, storage);
  const coming = arrived.filter(({ uid, incidentId, modifiedMs }) => {
    const older = earlier.get(incidentId);
    const isNews = !older || (older.uid !== uid && older.modifiedMs <= modifiedMs);
    return isNews && deliveredOf(done.get(incidentId)).revision !== uid;
  });
  const going = coming.flatMap(({ incidentId }) => earlier.get(incidentId) ?? []);
  const size = (await storage.size(waiting)) + coming.length - going.filter(({ isAlone }) => !isAlone).length;
  const sizeAlone = (await storage.size(alone)) - going.filter(({ isAlone }) => isAlone).length;
  const excess = Math.max(0, size - waiting.most);
  return {
    storage: [
      ...going.map(({ uid, isAlone }) => ({ collection: isAlone ? alone : waiting, key: uid, entry: undefined })),
      ...coming.flatMap(changesOf),
      ...(await givenUpMore('forgotten', excess, storage)),
    ],
    gauges: { waiting: size - excess + sizeAlone, givenUp: excess + (await givenUpCount(storage)) },
  };
}

interface Earlier extends WaitingRevision {
  readonly isAlone: boolean;
}

/** What waits of these incidents, by incident. */
async function earlierOf(ids: readonly string[], storage: Storage): Promise<ReadonlyMap<string, Earlier>> {
  const uids = [...(await storage.get(waitingOf, ids)).values()].flatMap(({ value }) => textOf(value) ?? []);
  const earlier = new Map<string, Earlier>();
  const add = (isAlone: boolean) => (entry: StorageEntry) => {
    const revision = fromEntry(entry);
    earlier.set(revision.incidentId, { ...revision, isAlone });
  };
  (await storage.get(waiting, uids)).forEach(add(false));
  (await storage.get(alone, uids)).forEach(add(true));
  return earlier;
}

function changesOf(revision: WaitingRevision): readonly StorageChange[] {
  const { uid, incidentId, rank } = revision;
  return [
    { collection: waiting, key: uid, entry: entryOf(revision) },
    { collection: waitingOf, key: incidentId, entry: { rank, value: uid } },
  ];
}
