import type { CallDetails } from '../../../api/commands.ts';
import { type CommandCall, type CommandOutput, isConnectorError, type PluginCommand } from '../../../contract/index.ts';
import type { CallEnd, CallStart } from '../../commands/call.ts';
import { runCall } from '../../commands/run-call.ts';
import type { ConfiguredConnector } from '../../config/configuration.ts';
import { effectiveDestination } from '../../config/effective-destination.ts';
import type { ConsoleContext } from '../console-parts.ts';
import { noteStep } from '../timeline.ts';
import { callDetails } from './call-details.ts';
import type { KeptResults } from './kept-results.ts';
import { type MaskedResult, maskedResult } from './masked-result.ts';

/** A command that somebody wants to have run, and may. */
export interface AskedRun {
  readonly connector: ConfiguredConnector;
  readonly command: PluginCommand;
  readonly input: unknown;
  readonly actor: string;
}

export interface RunParts {
  readonly parts: ConsoleContext;
  readonly results: KeptResults;
  /** Told before anything is sent. */
  readonly onBegun: (start: CallStart) => void;
  readonly tell: CommandCall['tell'];
  /** Who has had it stopped. */
  readonly stoppedBy: () => string | undefined;
}

/** Runs a command, keeps what it brings, and says what came of it. @throws what `runCall` does where nothing is recorded. */
export async function performRun(asked: AskedRun, given: RunParts, stop: AbortSignal): Promise<CallDetails> {
  const { parts } = given;
  const call: { start?: CallStart } = {};
  const onBegun = (start: CallStart): void => {
    call.start = start;
    given.onBegun(start);
  };
  try {
    const { result, end, audit } = await runCall(
      asked.command,
      asked.input,
      callParts(asked, { ...given, onBegun }, call),
      stop,
    );
    const start = started(call);
    const masked = maskedResult(result, parts.redactor);
    const resultKept = await keep(start.id, masked, given);
    await noteChange(asked, end, parts);
    const kept = new Set(end.files.map(({ name }) => name));
    const beside = { answer: masked.shown, unrecorded: audit === 'lost', resultKept, kept };
    return callDetails({ start, end, state: 'ended' }, beside);
  } catch (error) {
    const recorded = call.start && (await parts.journal.find(asked.connector.id, call.start.id));
    if (!recorded?.end) throw error;
    // What is told of it says no more than that there was one.
    if (!stop.aborted && !isConnectorError(error)) {
      const stack = error instanceof Error ? error.stack : String(error);
      parts.tools.logger.error({ call: recorded.start.id, stack }, 'internal error');
    }
    await noteChange(asked, recorded.end, parts);
    return callDetails(recorded, { answer: undefined, unrecorded: false, resultKept: false, kept: new Set() });
  }
}

function callParts(
  { connector, actor }: AskedRun,
  { parts, results, tell, onBegun, stoppedBy }: RunParts,
  call: { readonly start?: CallStart },
): Parameters<typeof runCall>[2] {
  const { tools, redactor, journal, machine } = parts;
  // One for the whole call: what its files may have is theirs together.
  let output: CommandOutput | undefined;
  return {
    connector,
    destination: effectiveDestination(connector, parts.configuration()).config,
    journal,
    caller: { actor, via: 'console', host: machine },
    tools,
    redactor,
    output: { create: async (name) => (output ??= results.output(started(call).id)).create(name) },
    tell: ({ message, ...rest }) => tell({ message: redactor.redact(message), ...rest }),
    onBegun,
    stoppedBy,
    onUnrecorded: ({ message }) => tell({ message: `The call is not recorded: ${message}` }),
  };
}

function started({ start }: { readonly start?: CallStart }): CallStart {
  if (!start) throw new Error('a command works that has not begun');
  return start;
}

/** Whether it could be kept. Whoever ran it sees what came of it in any case. */
async function keep(id: string, masked: MaskedResult, { parts, results }: RunParts): Promise<boolean> {
  try {
    await results.save(id, masked);
    return true;
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    parts.tools.logger.error({ call: id, message: error.message }, 'the result of a command could not be kept');
    return false;
  }
}

/** The timeline is for everybody who may look: it says what was done, not with what. */
async function noteChange({ connector, command, actor }: AskedRun, end: CallEnd, parts: ConsoleContext) {
  const { access, title } = command.description;
  if (access === 'read') return;
  const stopped = end.stoppedBy === undefined ? '' : `, stopped by ${end.stoppedBy}`;
  const text = `${title}: ${end.outcome}${stopped}.`;
  await noteStep(parts, { connector: connector.id, kind: 'operation', actor, text });
}
