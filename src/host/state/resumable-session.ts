import { isConnectorError } from '../../contract/index.ts';
import type { SqliteSession } from './sqlite-session.ts';
import type { StatePaths } from './state-directory.ts';
import { damagedCheckpoint, damagedState, stateFailure } from './state-failure.ts';

/**
 * A session that is given up after any failure and opened anew by the next call, which reads afresh what is stored. A
 * failed sync may have lost what still reads well (https://lwn.net/Articles/752063/), so nothing in memory is believed.
 */
export interface ResumableSession {
  use<T>(work: (session: SqliteSession) => T): T;
  /** As {@link use}, for work that leaves a connector with the checkpoint of this digest; undefined: with none. */
  save<T>(id: string, digest: string | undefined, work: (session: SqliteSession) => T): T;
  /** As {@link use}, for work that changes which connectors are saved or paused. */
  saveOperators<T>(work: (session: SqliteSession) => T): T;
  /** Aborted, with LEASE-703 as its reason, once another process owns the directory: there is no way back. */
  readonly takenOver: AbortSignal;
  close(): void;
}

/** `open` is told whether it opens for the first time, when a store that is not there may be made. */
export function resumableSession(paths: StatePaths, open: (first: boolean) => SqliteSession): ResumableSession {
  /** Digests of what was acknowledged by this process: what a store opened anew must hold. */
  const acknowledged: Acknowledged = { checkpoints: new Map(), operators: undefined };
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
        acknowledged.checkpoints.delete(id);
        const result = work(opened);
        if (digest !== undefined) acknowledged.checkpoints.set(id, digest);
        return result;
      });
    },
    saveOperators(work) {
      return use((opened) => {
        acknowledged.operators = undefined;
        const result = work(opened);
        acknowledged.operators = opened.operators.contents();
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

interface Acknowledged {
  /** Digests by connector. */
  readonly checkpoints: Map<string, string>;
  /** Which connectors are saved and which are paused; undefined: nothing of that was changed by this process. */
  operators: string | undefined;
}

function verified(session: SqliteSession, { checkpoints, operators }: Acknowledged, paths: StatePaths): SqliteSession {
  const gone = [...checkpoints].find(([id, digest]) => session.connectors.checkpointDigest(id) !== digest);
  const same = operators === undefined || session.operators.contents() === operators;
  if (!gone && same) return session;
  discard(session);
  const what = 'is not the one saved last: the database was replaced or went back';
  if (gone) throw damagedCheckpoint(paths.database, gone[0], what);
  throw damagedState(paths.database, what);
}

function discard(session: SqliteSession | undefined): void {
  try {
    session?.close();
  } catch {
    // The error that made us give it up is the one to report.
  }
}
