import type { z } from 'zod';
import type {
  CallDetails,
  callHistorySchema,
  CheckedCommand,
  CommandEvent,
  CommandInput,
  CommandRun,
  ConnectorCommands,
} from '../../api/commands.ts';
import type { CheckedForm, ConnectorDetails, ConnectorForm, TestEvent, TestForm } from '../../api/connector-form.ts';
import type { ConsoleInfo } from '../../api/console-info.ts';
import type { Insights } from '../../api/insights.ts';
import type {
  CheckpointMove,
  CheckpointView,
  DeadLetters,
  deadLettersDoneSchema,
  gapsSchema,
  liveRecordsSchema,
  periodSchema,
  ReplayState,
  TimelineEntry,
} from '../../api/operations.ts';
import type { Overview } from '../../api/overview.ts';

/** A page of a list: what comes after an id, at most so much. */
export interface PageOf {
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

/** Something to be saved. `name` is a file name of ours, `content` is `bytes` long. */
export interface Download {
  readonly name: string;
  readonly bytes: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * What people and programs do with a running collector, whoever carries their word: HTTP, or a test. `actor` is the name
 * the timeline shows. Rejects with {@link ConsoleProblem} when it cannot be done, with ConnectorError of kind `state`
 * when the state cannot be used. No answer holds a secret.
 */
export interface Console {
  info(): ConsoleInfo;
  overview(): Overview;

  connectors(): Promise<readonly ConnectorDetails[]>;
  connector(id: string): Promise<ConnectorDetails>;
  /** Saves one connector a source, all or none. They are at work when it resolves, well or not. */
  create(form: ConnectorForm, actor: string): Promise<readonly ConnectorDetails[]>;
  /** 412/428 without the current etag, 409 with the difference when another edit came first. 403 for one of the file. */
  update(id: string, form: ConnectorForm, etag: string | undefined, actor: string): Promise<ConnectorDetails>;
  /** Only one that is paused or inactive; `confirm` is its id. */
  remove(id: string, confirm: string, actor: string): Promise<void>;
  clone(id: string, name: string, actor: string): Promise<ConnectorDetails>;

  /** Pure but for following references: what is wrong with a form, and the address as it will be used. */
  check(form: TestForm): Promise<CheckedForm>;
  /** 422 when the form is wrong, or a stored secret would go to an address it was not given for. */
  test(form: TestForm, actor: string, signal: AbortSignal): AsyncIterable<TestEvent>;
  /** The test of a connector as it is saved; the result is kept. */
  testConnector(id: string, actor: string | null, signal: AbortSignal): AsyncIterable<TestEvent>;

  pause(id: string, actor: string): Promise<void>;
  resume(id: string, actor: string): Promise<void>;
  pollNow(id: string, actor: string): Promise<void>;

  checkpoint(id: string): Promise<CheckpointView>;
  moveCheckpoint(id: string, move: CheckpointMove, actor: string): Promise<CheckpointView>;

  records(id: string, after: number | undefined): z.infer<typeof liveRecordsSchema>;
  deadLetters(id: string, page: PageOf): Promise<DeadLetters>;
  sendDeadLetters(id: string, ids: readonly number[], actor: string): Promise<z.infer<typeof deadLettersDoneSchema>>;
  discardDeadLetters(
    id: string,
    choice: { readonly ids: readonly number[]; readonly confirm: string | undefined },
    actor: string,
  ): Promise<z.infer<typeof deadLettersDoneSchema>>;
  gaps(id: string): Promise<z.infer<typeof gapsSchema>>;
  insights(id: string): Promise<Insights>;
  timeline(id: string, page: PageOf): Promise<readonly TimelineEntry[]>;

  replay(id: string): ReplayState | null;
  startReplay(id: string, period: z.infer<typeof periodSchema>, actor: string): Promise<ReplayState>;
  cancelReplay(id: string, actor: string): Promise<void>;

  commands(id: string): ConnectorCommands;
  /** Pure. 404 for a command the connector has not. */
  checkCommand(id: string, asked: CommandInput): CheckedCommand;
  /**
   * Begins with `started`, ends with `ended`. Nothing has been sent when it rejects before: 403 where the connector does not
   * allow the command, 422 for a wrong input or confirmation, 429 while too many run. What reads stops when the signal is
   * aborted; what changes something is seen through, whoever listens.
   */
  runCommand(id: string, run: CommandRun, actor: string, signal: AbortSignal): AsyncIterable<CommandEvent>;
  /**
   * Ends a run that is under way here, whoever runs it; resolves before it has ended. What has been sent by then is not taken
   * back: the result says what is known of it. 409 where it has ended, or runs elsewhere.
   */
  stopCall(id: string, call: string, actor: string): Promise<void>;
  calls(id: string, page: PageOf): Promise<z.infer<typeof callHistorySchema>>;
  call(id: string, call: string): Promise<CallDetails>;
  callResult(id: string, call: string): Promise<Download>;
  callFile(id: string, call: string, name: string): Promise<Download>;
}
