import { isConnectorError } from '../../contract/index.ts';
import type { SqliteSession } from './sqlite-session.ts';
import type { StatePaths } from './state-directory.ts';
import { damagedCheckpoint, stateFailure } from './state-failure.ts';

/**
 * A session that is given up after any failure and opened anew by the next call, which reads afresh what is stored. A
 * failed sync may have lost what still reads well (https://lwn.net/Articles/752063/), so nothing in memory is believed.
 */
export interface ResumableSession {
  use<T>(work: (session: SqliteSession) => T): T;
  /** As {@link use}, for work that leaves a connector with the checkpoint of this digest; undefined: with none. */
  save<T>(id: string, digest: string | undefined, work: (session: SqliteSession) => T): T;
  /** Aborted, with LEASE-703 as its reason, once another process owns the directory: there is no way back. */
  readonly takenOver: AbortSignal;
  close(): void;
}

/** `open` is told whether it opens for the first time, when a store that is not there may be made. */
export function resumableSession(paths: StatePaths, open: (first: boolean) => SqliteSession): ResumableSession {
  /** Digests of what was acknowledged by this process: what a store opened anew must hold. */
  const acknowledged = new Map<string, string>();
  let session: SqliteSession | undefined;
  const takenOver = new AbortController();
  let first = true;
  let closed = false;

  function use<T>(work: (session: SqliteSession) => T): T {
    takenOver.signal.throwIfAborted();
    if (closed) throw new Error('The state store is closed');
    try {
      session ??= verified(open(first), acknowledged, paths);
      first = false;
      session.assertInPlace();
      return work(session);
    } catch (error) {
      discard(session);
      session = undefined;
      const failure = stateFailure(error, paths.database);
      // Taking the directory back would make two processes fence each other for ever.
      if (isConnectorError(failure) && failure.code === 'LEASE-703') takenOver.abort(failure);
      throw failure;
    }
  }

  return {
    use,
    save(id, digest, work) {
      return use((opened) => {
        // Until it is known whether the transaction happened, either checkpoint is right.
        acknowledged.delete(id);
        const result = work(opened);
        if (digest !== undefined) acknowledged.set(id, digest);
        return result;
      });
    },
    takenOver: takenOver.signal,
    close() {
      session?.close();
      session = undefined;
      closed = true;
    },
  };
}

function verified(session: SqliteSession, acknowledged: ReadonlyMap<string, string>, paths: StatePaths): SqliteSession {
  const gone = [...acknowledged].find(([id, digest]) => session.connectors.checkpointDigest(id) !== digest);
  if (!gone) return session;
  discard(session);
  throw damagedCheckpoint(paths.database, gone[0], 'is not the one saved last: the database was replaced or went back');
}

function discard(session: SqliteSession | undefined): void {
  try {
    session?.close();
  } catch {
    // The error that made us give it up is the one to report.
  }
}
