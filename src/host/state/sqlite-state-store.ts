import type { Clock } from '../../contract/index.ts';
import { changed, initialDetails, type StateChange, type StateDetails } from './connector-state.ts';
import { deadLetterLimits, type DeadLetterLimits } from './dead-letter.ts';
import { acquireDirectoryLock, tryDirectoryLock, type DirectoryLock } from './directory-lock.ts';
import { replaceDamagedStore } from './replace-damaged-store.ts';
import { encodeCheckpoint } from './sqlite-connectors.ts';
import { sqliteOperatorStore } from './sqlite-operator-store.ts';
import { loadConnector, storedIds } from './sqlite-reader.ts';
import { openSqliteSession, type SessionTools, type SqliteSession } from './sqlite-session.ts';
import { resumableSession, type ResumableSession } from './resumable-session.ts';
import { storageOf } from './sqlite-storage.ts';
import { prepareStateDirectory, statePaths, type StatePaths } from './state-directory.ts';
import { heldState, isDamage, stateFailure } from './state-failure.ts';
import type { Commit, StateStore } from './state-store.ts';

export interface SqliteStateOptions {
  /** Created where it is missing, mode 0700. */
  readonly directory: string;
  readonly tools: SessionTools & { readonly clock: Clock };
  /** Called once when another process holds the directory and the wait begins. Without it there is no wait: LEASE-703. */
  readonly onStandby?: () => void;
  /**
   * For an operator who has decided: a store that cannot be trusted is put aside under another name and a new one begun,
   * in which every connector that had a checkpoint (all of these, where that cannot be known) must be reset to go on.
   */
  readonly replaceDamaged?: { readonly connectors: readonly string[] };
  /** Of all connectors together; {@link deadLetterLimits} unless a test says otherwise. */
  readonly limits?: DeadLetterLimits;
}

/**
 * Opens the embedded store for writing, once no other process does. The process that holds it is the only one that writes.
 * @throws ConnectorError `state`; the signal's reason when it is aborted while standing by.
 */
export async function openSqliteStateStore(options: SqliteStateOptions, signal: AbortSignal): Promise<StateStore> {
  const paths = statePaths(options.directory);
  prepareStateDirectory(paths);
  const lock = await acquire(paths, options, signal);
  try {
    // Again: a standby may have waited for days.
    prepareStateDirectory(paths);
    const session = resumableSession(paths, (first) => openSqliteSession(paths, options.tools, first));
    openFirst(session, paths, options);
    return storeOf(session, { lock, paths, limits: options.limits ?? deadLetterLimits });
  } catch (error) {
    lock.release();
    throw stateFailure(error, paths.database);
  }
}

async function acquire(paths: StatePaths, options: SqliteStateOptions, signal: AbortSignal): Promise<DirectoryLock> {
  const { onStandby, tools } = options;
  if (onStandby) return acquireDirectoryLock(paths.lock, { clock: tools.clock, onStandby }, signal);
  const lock = tryDirectoryLock(paths.lock);
  if (!lock) throw heldState(paths.directory);
  return lock;
}

function openFirst(session: ResumableSession, paths: StatePaths, { replaceDamaged, tools }: SqliteStateOptions): void {
  try {
    session.use(() => undefined);
  } catch (error) {
    if (!replaceDamaged || !isDamage(error)) throw error;
    replaceDamagedStore(paths, { ...tools, connectors: replaceDamaged.connectors });
    session.use(() => undefined);
  }
}

interface StoreParts {
  readonly lock: DirectoryLock;
  readonly paths: StatePaths;
  readonly limits: DeadLetterLimits;
}

function storeOf(session: ResumableSession, { lock, paths, limits }: StoreParts): StateStore {
  const operators = sqliteOperatorStore(session);
  return {
    takenOver: session.takenOver,
    operators,
    savedConnectors: async () => operators.savedConnectors(),
    damagedConnectors: async () => operators.damagedConnectors(),
    pauses: async () => operators.pauses(),
    connectors: async () => session.use(storedIds),
    load: async (id) => session.use((open) => loadConnector(open, id, paths)),
    deadLetterTotals: async () => session.use((open) => open.deadLetters.totals()),
    deadLetters: async (query) => session.use((open) => open.deadLetters.list(query)),
    storage: (id) => storageOf(id, (work) => session.use((open) => work(open.storage))),
    commit: async (id, commit) => commitBatch(session, { id, commit, paths, limits }),
    saveStatus: async (id, change) => session.use((open) => saveStatus(open, id, change)),
    async reset(id, checkpoint) {
      const encoded = checkpoint && encodeCheckpoint(id, checkpoint, paths.database);
      session.save(id, encoded?.digest, (open) => {
        // Before the row: a crash in between leaves the old checkpoint, which is then listed again.
        open.unlist(id);
        open.transaction(() => {
          if (!encoded) open.storage.removeOf(id);
          open.connectors.write(
            id,
            encoded ? readableDetails(open, id) : withoutGauges(readableDetails(open, id)),
            encoded,
          );
        });
        if (encoded) open.list([id]);
      });
    },
    discardDeadLetters: async (ids) => session.use((open) => open.transaction(() => open.deadLetters.discard(ids))),
    async close() {
      session.close();
      lock.release();
    },
  };
}

interface CommitParts extends Omit<StoreParts, 'lock'> {
  readonly id: string;
  readonly commit: Commit;
}

function commitBatch(session: ResumableSession, { id, commit, paths, limits }: CommitParts): StateDetails {
  const { checkpoint, deadLetters = [], storage = [], ...change } = commit;
  const saveChange = (open: SqliteSession): StateDetails => {
    open.deadLetters.add(id, deadLetters, limits);
    open.storage.apply(id, storage);
    return changed(open.connectors.readDetails(id) ?? initialDetails, change);
  };
  if (!checkpoint) {
    return session.use((open) =>
      open.transaction(() => {
        const details = saveChange(open);
        open.connectors.writeDetails(id, details);
        return details;
      }),
    );
  }
  const encoded = encodeCheckpoint(id, checkpoint, paths.database);
  return session.save(id, encoded.digest, (open) => {
    const details = open.transaction(() => {
      const next = saveChange(open);
      open.connectors.write(id, next, encoded);
      return next;
    });
    // After the row: a marker that lists what was never saved would look like a loss.
    open.list([id]);
    return details;
  });
}

function saveStatus(open: SqliteSession, id: string, change: StateChange): StateDetails {
  return open.transaction(() => {
    const details = changed(open.connectors.readDetails(id) ?? initialDetails, change);
    open.connectors.writeDetails(id, details);
    return details;
  });
}

/** A first start has nothing waiting and nothing certified. */
function withoutGauges(details: StateDetails): StateDetails {
  return { ...details, gauges: {} };
}

/** Counters of a damaged row are not worth refusing an operator's reset. */
function readableDetails(open: SqliteSession, id: string): StateDetails {
  try {
    return open.connectors.readDetails(id) ?? initialDetails;
  } catch {
    return initialDetails;
  }
}
