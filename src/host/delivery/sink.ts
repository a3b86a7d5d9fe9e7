import type { LogRecord, TestStage } from '../../contract/index.ts';
import type { Delivery } from './delivery.ts';

/** Where batches go. Safe for several deliveries at a time; one delivery is in one call at a time. */
export interface Sink {
  /** For display: URL or path, without user, query and headers. */
  readonly destination: string;

  /**
   * Delivers what is still pending of `delivery` and resolves once every record of it is settled: accepted, counted as
   * rejected, or set aside. Only then may the checkpoint be saved, in one transaction with `refused`.
   *
   * @throws ConnectorError: nothing more is settled for now; call again with the same delivery later. What was accepted
   * is remembered in it and is not sent again. Code {@link loneCode} says that the delivery needs company (`join`).
   * Rejects with the signal's reason when aborted; the same applies.
   */
  deliver(delivery: Delivery, signal: AbortSignal): Promise<DeliveryReport>;

  /** Checks the destination without delivering a record: an empty export. Never throws but for an abort. */
  test(signal: AbortSignal): AsyncIterable<TestStage>;

  /** Ends connections. The sink is not used afterwards. */
  close(): Promise<void>;
}

/** What became of a delivery, over all calls that it took. Records are counted once. */
export interface DeliveryReport {
  /** Records the destination took. */
  readonly accepted: number;
  /** Partial successes: the protocol forbids sending these again, and does not say which records were meant. */
  readonly partial: readonly PartialRejection[];
  /** Dead letters: records the destination refuses while it takes others. */
  readonly refused: readonly RefusedRecord[];
  /** What the destination said about requests it accepted in full. At most 200 characters each. */
  readonly warnings: readonly string[];
  /** Requests sent, answered or not. */
  readonly requests: number;
  /** Bytes put on the wire (or into the file), headers included. */
  readonly bytes: number;
}

export interface PartialRejection {
  /** How many of {@link records} were rejected. */
  readonly count: number;
  readonly message: string;
  /** The request's records, kept for inspection. */
  readonly records: readonly LogRecord[];
}

export interface RefusedRecord {
  readonly record: LogRecord;
  /** HTTP status; absent when the record could not be encoded. */
  readonly status: number | undefined;
  readonly reason: string;
}

/** Code of the error that says: this record was refused alone; deliver it together with others to know why. */
export const loneCode = 'OTLP-LONE';
