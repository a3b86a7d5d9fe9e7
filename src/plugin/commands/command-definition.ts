import type { z } from 'zod';
import type {
  CommandFailure,
  CommandFile,
  CommandOutput,
  CommandProgress,
  ConnectorError,
  FieldReport,
  JsonValue,
  LogRecord,
  Tools,
} from '../../contract/index.ts';
import type { StreamApi } from '../cortex/create-stream-api.ts';
import type { WriteOutcome } from '../cortex/create-write-api.ts';
import type { WritePath } from '../cortex/write-paths.ts';
import type { CortexConfig } from '../cortex-config.ts';
import type { Shared } from '../open-connection.ts';
import type { FailureOf } from './failure-of.ts';

/** A command in one entry: what a person reads, what goes in, which requests are made of it, and what comes of them. */
interface CommandEntry<Input> {
  readonly name: string;
  /** As a heading: `Isolate Hosts`. Failures begin with it. */
  readonly title: string;
  /** In sentences: what it does, its limits, where its inputs come from. */
  readonly description: string;
  readonly permission: string;
  readonly licence: string;
  /** Default `none`. */
  readonly output?: 'none' | 'files' | 'stream';
  /** A strict object of snake_case parameters: each has a title, a description with its limit, and examples. */
  readonly input: z.ZodType<Input>;
  /** An input that makes sense, as a person writes it. */
  readonly example: Readonly<Record<string, unknown>>;
  /** What it will do, in one line: `Isolate 2 endpoints: ab12, cd34`. Pure. */
  summary(input: Input): string;
  /** What is accepted and probably not meant: a parameter that changes nothing without another. Pure. Default: none. */
  warnings?(input: Input): readonly FieldReport[];
  /** What the raw data, the key fields, the records and the files of its result hold, in Markdown. */
  readonly result: string;
  /** Failures that are its own, beside those of all commands, in Markdown: `what an operator sees: why, and what to do`. */
  readonly troubles?: readonly string[];
}

export interface ReadCommand<Input = unknown> extends CommandEntry<Input> {
  readonly access: 'read';
  /** @throws ConnectorError where there is nothing to show but what went wrong. */
  run(input: Input, means: ReadMeans, signal: AbortSignal): Promise<CommandOutcome>;
}

export interface WriteCommand<Input = unknown> extends CommandEntry<Input> {
  readonly access: 'write';
  /** @throws ConnectorError as {@link ReadCommand.run}, as long as nothing has been changed. */
  run(input: Input, means: WriteMeans, signal: AbortSignal): Promise<CommandOutcome>;
}

export type CommandDefinition<Input = unknown> = ReadCommand<Input> | WriteCommand<Input>;

/** What a command may use. */
export interface ReadMeans {
  readonly config: CortexConfig;
  readonly tools: Tools;
  /**
   * One question to the API (a path of `readPaths`), with patience: what is throttled or not available is asked again a
   * few times, and people are told of the wait. @throws ConnectorError.
   */
  readonly ask: (path: string, body: JsonValue, signal: AbortSignal) => Promise<JsonValue>;
  /** One question, once: for what costs something each time it is asked, such as a query. */
  readonly askOnce: ReadMeans['ask'];
  /** As {@link ask}, for paths with an allowance of their own (Get Extra Incident Data): waits for it. */
  readonly askScarce: (path: string, body: JsonValue, signal: AbortSignal) => Promise<JsonValue>;
  readonly stream: StreamApi;
  /** For connections of another kind, such as a connection test's. */
  readonly shared: Shared;
  readonly output: CommandOutput;
  readonly tell: (progress: CommandProgress) => void;
  /** What went wrong, as an operator sees it; for one input, where it is about one. Default outcome `not done`. */
  readonly failure: (error: ConnectorError, of?: FailureOf) => CommandFailure;
}

export interface WriteMeans extends ReadMeans {
  /**
   * One request that changes something, sent once. Sent again only where the API says that it was too busy to look at
   * it (429). What a failure comes to is told by {@link failure} with its outcome.
   */
  readonly change: (path: WritePath, body: JsonValue, signal: AbortSignal) => Promise<WriteOutcome>;
}

/** What came of a call, before it is made a result of. */
export interface CommandOutcome {
  /** Bodies as the API answered them, in order. */
  readonly answers: readonly JsonValue[];
  /** How many of its inputs it did what was asked for; a command without inputs of that kind counts as one. */
  readonly succeeded: number;
  readonly failures: readonly CommandFailure[];
  readonly keyFields: Readonly<Record<string, JsonValue>>;
  readonly records?: readonly LogRecord[];
  readonly files?: readonly CommandFile[];
}

/** An entry whose `run` is checked against its `input`. */
export function readCommand<Input>(entry: Omit<ReadCommand<Input>, 'access'>): ReadCommand<Input> {
  return { ...entry, access: 'read' };
}

/** As {@link readCommand}, for one that changes something. */
export function writeCommand<Input>(entry: Omit<WriteCommand<Input>, 'access'>): WriteCommand<Input> {
  return { ...entry, access: 'write' };
}
