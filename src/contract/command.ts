import { z } from 'zod';
import type { ErrorKind } from './connector-error.ts';
import type { JsonValue, LogRecord, Origin } from './log-record.ts';
import type { Tools } from './tools.ts';
import type { ConnectorConfig, FieldReport } from './validation.ts';

/*
 * command     something a plugin can do once for an operator, with the key of a connector: look something up, or change it
 * call        one run of a command: who, when, with which input, and what came of it
 */

/** A command in the manifest: what a person chooses, and the form to fill in. */
export const commandManifestSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,64}$/),
  title: z.string(),
  description: z.string(),
  access: z.enum(['read', 'write']).describe('write: it changes something at the vendor.'),
  sources: z.array(z.string()).describe('Connectors of these sources can run it.'),
  permission: z.string().describe('What the role of the key needs.'),
  licence: z.string().describe('What the tenant needs.'),
  output: z
    .enum(['none', 'files', 'stream'])
    .describe('What it leaves beside its result: nothing; files, each with a name; one stream of rows.'),
  order: z.array(z.string()).describe('Order of the fields in a form.'),
  input: z.record(z.string(), z.unknown()).describe('JSON Schema, draft-07, of its input.'),
  example: z.record(z.string(), z.unknown()).describe('An input that makes sense.'),
});

export type CommandDescription = Readonly<z.infer<typeof commandManifestSchema>>;

/** A command of a plugin. Holds nothing; calls may run at the same time. */
export interface PluginCommand {
  readonly description: CommandDescription;

  /** Checks an input. Pure; never throws, whatever it is given. */
  check(input: unknown): CommandCheck;

  /**
   * Runs it once. What the API refuses, and what the network loses, is told in the result. A write is sent once: when
   * nobody knows whether it has happened, the result says so. An abort ends waiting and reading with the signal's
   * reason; a write under way then ends as one whose outcome is unknown, in a result. The wait for what has
   * begun, a query or an action, ends in a result with its id.
   *
   * @throws ConnectorError `config` for an input that {@link check} refuses (`CMD-901`), and where the connector's
   * `commands` setting does not allow it (`CMD-902`), before anything is sent; the `state` error of {@link CommandOutput}.
   */
  run(config: ConnectorConfig, call: CommandCall, signal: AbortSignal): Promise<CommandResult>;
}

export type CommandCheck =
  | {
      readonly ok: true;
      /** What it will do, for the question a person is asked and for the audit log: `Isolate 2 endpoints: ab12, cd34`. One line, without what controls a terminal or turns text. */
      readonly summary: string;
      readonly fields: readonly FieldReport[];
    }
  | { readonly ok: false; readonly fields: readonly FieldReport[] };

/** What the host brings to a call. */
export interface CommandCall {
  readonly input: unknown;
  readonly tools: Tools;
  readonly output: CommandOutput;
  /** Told of how long work goes on. */
  readonly tell: (progress: CommandProgress) => void;
}

export interface CommandProgress {
  /** For people: `3 of 5 endpoints done`. */
  readonly message: string;
  /** Of `total`, where that is known. */
  readonly done?: number;
  readonly total?: number;
}

/** Where what a command brings beside its result goes. */
export interface CommandOutput {
  /** A person has named it for what the command brings: rows go there also where they are few enough for the result. */
  readonly isNamed?: boolean;
  /**
   * Begins a file. `name` is the plugin's own word, letters, digits, dots, hyphens and underscores, 128 at most; never
   * the server's.
   * @throws ConnectorError `state`: a file of this name is there already (code `FILE-801`), or it cannot be written (`DISK-702`).
   */
  create(name: string): Promise<CommandFileWriter>;
}

/** A file that is being written. Under its name only once it is whole. */
export interface CommandFileWriter {
  /** Resolves when more may be written. @throws ConnectorError `state`. */
  write(chunk: Uint8Array): Promise<void>;
  /** @throws ConnectorError `state`. */
  finish(): Promise<CommandFile>;
  /** Leaves nothing behind. Never throws. */
  discard(): Promise<void>;
}

export interface CommandFile {
  readonly name: string;
  /** Where it is; absent where it has no place, such as standard output. */
  readonly path?: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export const commandReturns = ['Successful', 'Partially Successful', 'Failed'] as const;
export type CommandReturn = (typeof commandReturns)[number];

/** What came of a call. */
export interface CommandResult {
  readonly command: string;
  /** `Partially Successful`: for some of its inputs. */
  readonly returnData: CommandReturn;
  readonly failures: readonly CommandFailure[];
  /** As the API answered; of several answers `{results: […]}`, in order. Null: there was none. */
  readonly rawData: JsonValue;
  /** Ids and figures worth going on with, such as `action_id`. */
  readonly keyFields: Readonly<Record<string, JsonValue>>;
  /** The same as records, where that makes sense; with {@link origin}. */
  readonly records: readonly LogRecord[];
  /** Who speaks in the records. */
  readonly origin: Origin;
  readonly files: readonly CommandFile[];
  /**
   * The connector keeps fields back from its records: what came of the tenant is then for the operator alone, and no audit
   * log is told of `keyFields` or of the words of failures.
   */
  readonly confidential: boolean;
}

export interface CommandFailure {
  /** `Isolate Hosts failed.` */
  readonly indicator: string;
  /** The one of its inputs that failed; absent: the call as a whole. */
  readonly input?: string;
  /** HTTP status of the API, or the one that fits; null where nothing answered. */
  readonly statusCode: number | null;
  readonly message: string;
  /** What a person does about it. */
  readonly remedy: string;
  /** Of the error catalogue. */
  readonly code?: string;
  readonly kind: ErrorKind;
  /** `unknown`: the request may have arrived, and what it asks for may have been done. */
  readonly outcome: 'not done' | 'unknown';
}
