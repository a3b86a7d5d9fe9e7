import type { Checkpoint, Storage, StorageChange } from '../../contract/index.ts';
import type { ConnectorState, StateChange, StateDetails } from './connector-state.ts';
import type { DeadLetter, DeadLetterQuery, DeadLetterTotals, StoredDeadLetter } from './dead-letter.ts';
import type { OperatorReader, OperatorStore } from './operator-store.ts';

/** What a batch leaves behind once every record of it has been accepted, or set aside. */
export interface Commit extends StateChange {
  /** Undefined: it stays as it is, for the batch is of a side stream. */
  readonly checkpoint: Checkpoint | undefined;
  readonly storage?: readonly StorageChange[];
  readonly deadLetters?: readonly DeadLetter[];
}

/** What has been stored, for whoever only looks. Every method throws ConnectorError of kind `state`. */
export interface StateReader extends OperatorReader {
  /** Ids of the connectors that have a row or a checkpoint that should be there, sorted. */
  connectors(): Promise<readonly string[]>;

  /**
   * Undefined: never started here. A row without a checkpoint is a first start too.
   * @throws ConnectorError `state`, CKPT-701, when there was a checkpoint that is lost or damaged.
   */
  load(id: string): Promise<ConnectorState | undefined>;

  /** Per connector and kind, as far as there are any. */
  deadLetterTotals(): Promise<readonly DeadLetterTotals[]>;

  deadLetters(query: DeadLetterQuery): Promise<readonly StoredDeadLetter[]>;

  /** What a connector's source keeps beside its checkpoint. Its methods throw as the ones here do. */
  storage(id: string): Storage;

  close(): Promise<void>;
}

/**
 * The memory of the host: one row per connector, dead letters beside it. One process writes at a time. Calls may
 * overlap. Every method throws ConnectorError: `state` with CKPT-701 (what is stored cannot be trusted), DISK-702 (it
 * cannot be written) or LEASE-703 (another process has taken over). After a throw the next call reads afresh what was
 * stored and throws again as long as that fails; a commit that threw may or may not have happened: load, then poll again.
 */
export interface StateStore extends StateReader {
  /** What operators leave behind. */
  readonly operators: OperatorStore;

  /** Aborted, with LEASE-703 as its reason, once a call has found that another process has taken over. */
  readonly takenOver: AbortSignal;

  /**
   * One transaction, durable when it resolves: checkpoint, storage, counters, dead letters. Resolves to the row as it is now.
   * @throws ConnectorError `refused`, DEAD-704, when the dead letters would outgrow their limit: nothing is saved.
   */
  commit(id: string, commit: Commit): Promise<StateDetails>;

  /** Saves everything but the checkpoint. */
  saveStatus(id: string, change: StateChange): Promise<StateDetails>;

  /**
   * An operator's step: moves the checkpoint anywhere, or forgets it, and all that the source keeps beside it, so that the
   * next poll is a first start. Also the way out of lost or damaged state. Counters are kept where they can be read.
   */
  reset(id: string, checkpoint: Checkpoint | undefined): Promise<void>;

  /** Removes dead letters, after a redrive or on an operator's word; resolves to how many there were. */
  discardDeadLetters(ids: readonly number[]): Promise<number>;
}
