import type { Clock, Plugin } from '../contract/index.ts';
import type { Redactor } from '../shared/redact.ts';
import type { Terminal } from './terminal.ts';

/** What every command is given of the process it runs in. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Knows every secret that was read; what is printed goes through it. */
  readonly redactor: Redactor;
  /** Loaded when they are asked for: not every command needs one. */
  readonly plugins: () => Promise<readonly Plugin[]>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Of this program. */
  readonly version: string;
  /** Aborted by the first SIGINT or SIGTERM. A second one ends the process at once. */
  readonly signal: AbortSignal;
  /** Calls `reload` at every SIGHUP, which would end the process otherwise. */
  readonly onHangup: (reload: () => void) => void;
  /** From now on a terminal that is closed aborts {@link signal}, in place of ending the process. */
  readonly heedHangup: () => void;
  /** What is to be ended before the process ends, though nobody reads what it prints any more. */
  readonly finishFirst: (work: Promise<unknown>) => void;
  /** Tells what failed, and what crashed the process, in another way than in words on standard error. */
  readonly tellFailuresBy: (tell: (error: unknown) => void) => void;
}

/** A command's work; resolves to the exit code. A throw is printed, and ends with the code of its kind. */
export type Command<Options> = (options: Options, context: CommandContext) => Promise<number>;

/** Of every command that reads a configuration. */
export interface ConfigOptions {
  readonly config: string;
}

/** Of every command that prints data. */
export interface JsonOptions {
  readonly json?: boolean;
}

/** Of every command about one connector. */
export interface ConnectorOptions extends ConfigOptions {
  /** Needed where there are several. */
  readonly connector?: string;
}
