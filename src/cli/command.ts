import { type CommandCheck, type CommandDescription, ConnectorError, type PluginCommand } from '../contract/index.ts';
import { type CallParts, type FinishedCall, runCall } from '../host/commands/run-call.ts';
import { sqliteCommandJournal } from '../host/commands/sqlite-command-journal.ts';
import { effectiveDestination } from '../host/config/effective-destination.ts';
import { plainText } from '../shared/plain-text.ts';
import { createCallProgress } from './command/call-progress.ts';
import { callOutput, type OutputOptions } from './command/call-output.ts';
import { commandHelp } from './command/command-help.ts';
import { commandHistory } from './command/command-history.ts';
import { commandInput, type InputOptions } from './command/command-input.ts';
import { commandList } from './command/command-list.ts';
import { commandNamed } from './command/command-named.ts';
import { fittingConnector } from './command/fitting-connector.ts';
import { operator } from './command/operator.ts';
import { recordingTools } from './command/recording-tools.ts';
import { toldResult } from './command/told-result.ts';
import { wrongInput } from './command/wrong-input.ts';
import type { ChosenConnector } from './configuration-of.ts';
import type { Command, CommandContext, JsonOptions } from './command-context.ts';
import { confirmed } from './confirmed.ts';
import { destinationNamed } from './destination-named.ts';
import { exitCodes } from './exit-code.ts';
import { findingText } from './finding-text.ts';

export interface CommandOptions extends JsonOptions, InputOptions, OutputOptions {
  /** Which command; undefined: which there are. */
  readonly name?: string;
  readonly help?: boolean;
  readonly history?: boolean;
  readonly limit: number;
  /** What the program itself says of its options. */
  readonly usage: string;
  readonly config?: string;
  readonly connector?: string;
  readonly yes?: boolean;
  /** The records of the result go to the connector's destination; with `destination` to that one. */
  readonly send?: boolean;
  readonly destination?: string;
  /** Milliseconds. */
  readonly giveUpAfter: number;
}

/** Has a command run, or tells which there are, what one needs, and what was run. */
export const command: Command<CommandOptions> = async (options, context) => {
  const { name, help, history, usage } = options;
  const commands = (await context.plugins()).flatMap((plugin) => plugin.commands);
  if (history) return commandHistory(options, commands, context);
  if (name === undefined) {
    const text = commandList(commands, usage);
    if (help) context.terminal.out(text);
    else context.terminal.say(text);
    return help ? exitCodes.done : exitCodes.usage;
  }
  const found = commandNamed(name, commands);
  if (help) {
    context.terminal.out(commandHelp(found.description));
    return exitCodes.done;
  }
  return runNamed(found, options, context);
};

async function runNamed(found: PluginCommand, options: CommandOptions, context: CommandContext): Promise<number> {
  const { description } = found;
  const input = await commandInput(options, context);
  const check = found.check(input);
  if (!check.ok) throw wrongInput(description, check.fields, context.terminal);
  warn(description.name, check, context);
  refuseUselessOutput(description, options);
  const chosen = await fittingConnector(description, options, context);
  const { connector, configuration } = chosen;
  const destination = effectiveDestination(connector, configuration).config;
  // A wrong one is told before anything is sent.
  const recordsTo = destinationNamed(options.destination, destination);
  const tools = recordingTools(context);
  const output = await callOutput(options, { terminal: context.terminal, random: tools.random }, context.signal);
  const journal = sqliteCommandJournal(configuration.state.directory, tools);
  if (!(await isMeant(found, check.summary, { options, connector }, context))) {
    context.terminal.say('Nothing has been sent.');
    return exitCodes.failed;
  }
  const finished = await performed(found, input, { connector, destination, journal, tools, output }, context);
  return toldResult(finished, { description, options, recordsTo, tools }, context);
}

/** Runs it, with its progress shown. */
async function performed(
  found: PluginCommand,
  input: unknown,
  call: Pick<CallParts, 'connector' | 'destination' | 'journal' | 'tools' | 'output'>,
  context: CommandContext,
): Promise<FinishedCall> {
  const { terminal, redactor, clock, env, signal } = context;
  const progress = createCallProgress(terminal, clock);
  const onUnrecorded = ({ message }: ConnectorError): void =>
    terminal.say(`warning: this call is not recorded: ${message}`);
  context.heedHangup();
  const parts = { ...call, caller: operator(env), redactor, tell: progress.tell, onUnrecorded };
  const work = runCall(found, input, parts, signal).finally(progress.end);
  // Whatever becomes of the terminal and the output: what came of the call is to be recorded.
  context.finishFirst(work);
  return work;
}

/** What would be looked for there in vain. */
function refuseUselessOutput({ name, output }: CommandDescription, options: OutputOptions): void {
  if (output !== 'none' || options.output === undefined) return;
  throw new ConnectorError('config', `${name} brings no file: --output is for commands that do`, {
    code: 'CMD-901',
    remedy: 'Leave --output out; --json prints the whole result.',
  });
}

function warn(name: string, { fields }: Extract<CommandCheck, { ok: true }>, { terminal }: CommandContext): void {
  for (const { warnings, ...report } of fields) {
    for (const message of warnings) terminal.say(`warning: ${findingText(name, { ...report, message })}`);
  }
}

/** What changes something is asked for, unless the configuration does not allow it anyway: that is told instead. */
async function isMeant(
  { description: { access, name } }: PluginCommand,
  summary: string,
  { options, connector }: Pick<ChosenConnector, 'connector'> & { readonly options: CommandOptions },
  context: CommandContext,
): Promise<boolean> {
  const { tenant, commands } = connector.config;
  if (access === 'read' || options.yes || commands !== 'write') return true;
  return confirmed(`${plainText(summary)}, on ${tenant}, with connector ${connector.id}.`, name, context);
}
