import type { Batch, SideBatch } from './batch.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { PluginCommand } from './command.ts';
import type { TestStage } from './connection-test.ts';
import type { FetchQuery } from './fetch-query.ts';
import type { Insights } from './insights.ts';
import type { LogRecord, Origin } from './log-record.ts';
import type { Manifest } from './manifest.ts';
import type { Tools } from './tools.ts';
import type { ConnectorConfig, FieldReport, Validation } from './validation.ts';

/*
 * plugin      what knows a vendor: a manifest, a check, a test, and sources to open
 * source      one kind of record a plugin can collect, such as Cortex XDR incidents
 * connector   a configured source
 * item        what the vendor sent; record: the OpenTelemetry log record made of it
 * batch       records delivered together, with the checkpoint that follows them
 * checkpoint  where to resume, opaque to the host
 * poll        one pass of the live tail, then history for at most one interval
 * side stream work beside the polls, such as details of what was delivered, which must not hold them up
 */

/** The agreement between a plugin and a host. A plugin keeps no state that outlives `open`ed sources but rate budgets. */
export interface Plugin {
  readonly manifest: Manifest;

  /**
   * Checks a connector's settings. Pure: no network, clock or disk; never throws. `input` is what the manifest's JSON
   * Schema describes plus `source`, with secrets as plain text. `ok` may come with warnings. `beside`: ids of other
   * sources that were given the same settings; what is right for one of them is worth no warning for another.
   */
  validate(input: unknown, beside?: readonly string[]): Validation;

  /**
   * Runs the staged connection test, one stage at a time as each ends; never throws. After a failed stage the
   * rest is reported `skipped`. The host adds the stages of its own sink. `config` comes from {@link validate}.
   */
  test(config: ConnectorConfig, tools: Tools, signal: AbortSignal): AsyncIterable<TestStage>;

  /** Opens a source. Does no I/O; a wrong setting has been refused by {@link validate} before. */
  open(config: ConnectorConfig, tools: Tools): Source;

  /** What an operator can have done once with a connector's key. No source and no poll can reach what changes something. */
  readonly commands: readonly PluginCommand[];
}

/** An open source. Not for concurrent polls: the host runs one iteration at a time. */
export interface Source {
  /** Resource and scope of every record. */
  readonly origin: Origin;

  /**
   * One poll: a pass of the live tail, oldest first, then ranges of history for at most one interval. `checkpoint` is
   * undefined on a first start only. State is passed, never kept: each batch carries the checkpoint that follows it,
   * and pulling the next batch does not acknowledge the one before. A poll that succeeds yields at least one batch.
   *
   * @throws ConnectorError after the batches that could be completed: poll again from the last saved checkpoint.
   * Kind `state` when the checkpoint is of another source or tenant, newer, or lies in the future.
   */
  poll(checkpoint: Checkpoint | undefined, signal: AbortSignal): AsyncIterable<Batch>;

  /**
   * Reads a closed period again, epoch milliseconds, both ends included, for a replay: same uids, every record marked
   * `paloalto.cortex.ingest.replay`. Its batches' `next` resume this period only.
   */
  replay(period: Period, checkpoint: Checkpoint | undefined, signal: AbortSignal): AsyncIterable<Batch>;

  /**
   * Answers a one-off question, or what is left of it after a checkpoint of the same one; records are marked as those of
   * {@link replay}. Saves nothing. Absent: it cannot be asked.
   *
   * @throws ConnectorError `config` for what cannot be asked of it; else as {@link replay}.
   */
  readonly fetch?: (query: FetchQuery, checkpoint: Checkpoint | undefined, signal: AbortSignal) => AsyncIterable<Batch>;

  /** What is worth a look in a query that {@link fetch} takes. Pure. @throws ConnectorError `config` as it does. */
  fetchWarnings?(query: FetchQuery): readonly FieldReport[];

  /** The newest records, at most `limit`, mapped. Saves nothing. */
  sample(limit: number, signal: AbortSignal): Promise<readonly LogRecord[]>;

  /** The checkpoint in words, a line each, for an operator. @throws ConnectorError `state` as in {@link poll}. */
  describe(checkpoint: Checkpoint): readonly string[];

  /** A checkpoint that makes the next poll begin at `timeMs`, epoch milliseconds, with no history to read. */
  checkpointAt(timeMs: number): Checkpoint;

  /** Work beside the polls; absent: there is none. */
  readonly sides?: readonly SideStream[];

  /** What it has noticed, from its storage alone: no request. Absent: it notices nothing. */
  insights?(): Promise<Insights>;

  /** Ends connections. The source is not used afterwards. */
  close(): Promise<void>;
}

/**
 * A stream of its own in an open source. The host runs its rounds one after the other, while it polls: what is slow or
 * fails here holds up no poll. Its records go the same way as all others.
 */
export interface SideStream {
  /** Lower-case letters and hyphens. */
  readonly name: string;
  /** For people, such as `Alerts of incidents`. */
  readonly title: string;
  /** From the beginning of one round to that of the next, milliseconds, unless a round asks for more at once. */
  readonly intervalMs: number;

  /**
   * One round of work. The host saves a batch's `storage` only after the sink has accepted its records, and before it
   * pulls the next one; a round that succeeds yields at least one batch. `caughtUp` says that nothing is left to do now.
   *
   * @throws ConnectorError as {@link Source.poll}: the round is taken up again later.
   */
  round(signal: AbortSignal): AsyncIterable<SideBatch>;
}

export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}
