import type {
  CommandDescription,
  CommandFailure,
  CommandFile,
  CommandReturn,
  JsonValue,
} from '../../contract/index.ts';

/** By what an operator had it done: the command line, the console, or another program with this host in it. */
export type CallVia = 'cli' | 'console' | 'program';

/** Who has a command run, by what, and on which machine. */
export interface Caller {
  readonly actor: string;
  readonly via: CallVia;
  readonly host: string;
}

/** What is known of a call before anything is sent. Holds no secret. */
export interface CallStart extends Caller {
  readonly id: string;
  readonly connector: string;
  readonly command: string;
  readonly access: CommandDescription['access'];
  readonly startedMs: number;
  /** As it was typed; see `keptInput`. */
  readonly input: JsonValue;
  readonly summary: string;
  /** See `auditRoute`; absent from calls of an earlier version. */
  readonly route?: string;
}

/** `Refused`: the configuration does not allow it, nothing was sent. `Interrupted`: whoever ran it left before the answer. */
export type CallOutcome = CommandReturn | 'Refused' | 'Interrupted';

/** What came of a call, bounded: neither the answer of the API nor records or the contents of files. */
export interface CallEnd {
  readonly finishedMs: number;
  readonly outcome: CallOutcome;
  readonly failures: readonly CommandFailure[];
  /** Failures beyond those. */
  readonly moreFailures: number;
  /** Of how many of these nobody knows whether they were done. Absent: none. */
  readonly moreUnknown?: number;
  readonly keyFields: Readonly<Record<string, JsonValue>>;
  readonly files: readonly CommandFile[];
  readonly records: number;
  /** What came of the tenant is not told in the audit log; see `CommandResult`. Absent: it may be. */
  readonly confidential?: boolean;
  /** Who had it stopped; absent: nobody. What had been sent by then was sent. */
  readonly stoppedBy?: string;
  /** Why it came to no result; null: it has one. */
  readonly error: CallError | null;
}

export interface CallError {
  readonly kind: string;
  readonly message: string;
  readonly code?: string;
}

/**
 * A call is told of twice: when it begins, and when it has ended; or as `lost` when whoever ran it is heard of no more, which an
 * end may follow all the same.
 */
export type CallPhase = 'start' | 'end' | 'lost';
