import { Command, CommanderError, Option } from 'commander';
import type { Command as Work, CommandContext } from './command-context.ts';
import { exitCodes } from './exit-code.ts';
import { parseCount, parseDirection, parseFilters, parseMost, parseOnly, parseTolerance } from './parse-fetch.ts';
import { parseSet } from './command/parse-set.ts';
import { parseDuration, parseLimit, parseTime } from './parse-time.ts';

/** Runs one command line; resolves to its exit code. What a command does is loaded when it is run. */
export async function runProgram(args: readonly string[], context: CommandContext): Promise<number> {
  let code: number = exitCodes.done;
  const program = createProgram(context, (ended) => (code = ended));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has said what is wrong, or shown what was asked for.
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
}

function createProgram(context: CommandContext, ended: (code: number) => void): Command {
  const { terminal } = context;
  const program = new Command('cortex-otel')
    .description(
      'Collects Cortex XDR incidents, alerts and audit logs and Cortex XSOAR audit logs as OpenTelemetry log records.',
    )
    .version(context.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.say(text.trimEnd()),
    })
    .showHelpAfterError('(--help shows what is possible)')
    .addHelpText('after', programHelp);
  const does = <Options>(load: () => Promise<Work<Options>>) =>
    async function action(options: Options): Promise<void> {
      const work = await load();
      ended(await work(options, context));
    };
  addCollecting(program, does);
  addChecking(program, does);
  addOperating(program, does);
  return program;
}

type Does = <Options>(load: () => Promise<Work<Options>>) => (options: Options) => Promise<void>;

function addCollecting(program: Command, does: Does): void {
  configured(program.command('run'), 'run --config cortex.yaml', 'run --config cortex.yaml --once')
    .description('collect until stopped; SIGHUP reads the configuration again')
    .option('--once', 'end when every connector has caught up, history included')
    .addOption(givingUp('with --once: how long to go on failing'))
    .action(does(async () => (await import('./run.ts')).run));
  program
    .command('demo')
    .description('the whole thing with nothing configured: a made-up tenant, an endpoint, and what goes on')
    .option('--for <duration>', 'how long; default: until Ctrl-C, 20s where nobody watches', parseDuration)
    .option('--json', 'print nothing but the balance at the end, as JSON')
    .addHelpText('after', examples('demo', 'demo --for 1m'))
    .action(does(async () => (await import('./demo.ts')).demo));
}

function addChecking(program: Command, does: Does): void {
  configured(program.command('validate'), 'validate --config cortex.yaml')
    .description('check the configuration without touching the network')
    .option('--json', asJson)
    .action(does(async () => (await import('./validate.ts')).validate));
  configured(program.command('test'), 'test --config cortex.yaml', 'test --config cortex.yaml --connector soc')
    .description('test the connection stage by stage, to the tenant and to the destination')
    .option('--connector <id>', 'only this one')
    .option('--json', asJson)
    .action(does(async () => (await import('./test.ts')).test));
  configured(program.command('status'), 'status --config cortex.yaml', 'status --config cortex.yaml --watch')
    .description('how every connector stands')
    .option('--watch', 'go on showing it')
    .option('--json', asJson)
    .action(does(async () => (await import('./status.ts')).status));
  ofConnector(program.command('tap'), 'tap --config cortex.yaml --connector soc --limit 1')
    .description('show the newest records as they would be delivered; delivers and saves nothing')
    .option('--limit <number>', 'most records', parseLimit, 5)
    .option('--json', linesToTerminal)
    .action(does(async () => (await import('./tap.ts')).tap));
  ofConnector(program.command('drift'), 'drift --config cortex.yaml --connector soc')
    .description(
      'how what was read differs from what is known: fields, types and words that are new, fields that are gone',
    )
    .option('--json', asJson)
    .action(does(async () => (await import('./drift.ts')).drift));
  ofConnector(program.command('completeness'), 'completeness --config cortex.yaml --connector soc')
    .description(
      'what was delivered of audit logs, counted against what the API reports: certified, to be counted, differing',
    )
    .option('--json', asJson)
    .action(does(async () => (await import('./completeness.ts')).completeness));
  program
    .command('manifest')
    .description('what a host reads of the plugin: sources, form fields, JSON Schemas')
    .option('--json', 'it always is JSON')
    .addHelpText('after', examples('manifest'))
    .action(does(async () => (await import('./manifest.ts')).manifest));
}

function addOperating(program: Command, does: Does): void {
  const checkpoint = program.command('checkpoint').description('look at where a connector resumes, or move it');
  ofConnector(checkpoint.command('show'), 'checkpoint show --config cortex.yaml --connector soc')
    .description('where the connector resumes, in words')
    .option('--json', 'the checkpoint itself')
    .action(does(async () => (await import('./checkpoint-show.ts')).checkpointShow));
  ofConnector(
    checkpoint.command('set'),
    'checkpoint set --config cortex.yaml --connector soc --to 2026-01-31T08:00:00Z',
  )
    .description('make the connector resume at a time; no run may hold the state directory')
    .requiredOption('--to <time>', 'a time, or how long ago', parseTime)
    .option('--yes', sure)
    .option('--json', asJson)
    .action(does(async () => (await import('./checkpoint-move.ts')).checkpointSet));
  ofConnector(checkpoint.command('reset'), 'checkpoint reset --config cortex.yaml --connector soc')
    .description('make the connector start anew from its backfill_start_time; no run may hold the state directory')
    .option('--yes', sure)
    .option('--json', asJson)
    .action(does(async () => (await import('./checkpoint-move.ts')).checkpointReset));
  ofConnector(program.command('replay'), 'replay --config cortex.yaml --connector soc --from 24h --to 1h')
    .description('deliver a period again: same ids, marked as a replay; moves no checkpoint')
    .requiredOption('--from <time>', 'a time, or how long ago', parseTime)
    .requiredOption('--to <time>', 'a time, how long ago, or now', parseTime)
    .option('--destination <url>', 'another OTLP endpoint; the headers of the configured one are not sent there')
    .addOption(givingUp('how long to go on failing'))
    .option('--json', asJson)
    .action(does(async () => (await import('./replay.ts')).replay));
  addFetch(program, does);
  addCommand(program, does);
}

function addFetch(program: Command, does: Does): void {
  ofConnector(program.command('fetch'), ...fetchExamples)
    .description('ask once, and print the records or send them; saves nothing and moves no checkpoint')
    .option('--from <time>', 'not before this time: a time, or how long ago', parseTime)
    .option('--to <time>', 'not after this time', parseTime)
    .option('--time-field <name>', 'the time these are of, such as creation, modification, arrival; default: the usual')
    .option('--order-by <name>', 'the time to order by; default: the time field')
    .option('--direction <direction>', 'ascending, or descending: newest first', parseDirection, 'descending')
    .option('--limit <number>', 'most records, or all', parseMost, 20)
    .option('--offset <number>', 'records to pass over first', parseCount, 0)
    .option('--only <setting=words>', 'narrow it as in the configuration; may be repeated', parseOnly)
    .option('--filters <json>', 'a list of filters as the API takes them', parseFilters)
    .option('--tolerance <duration>', 'begin so much earlier than --from; a bare number is minutes', parseTolerance)
    .option('--extra-data', 'also what the API tells of each record alone; 9 records a minute')
    .option('--send', 'to the destination of the connector, in place of printing')
    .option('--destination <url>', 'to another OTLP endpoint; the headers of the configured one are not sent there')
    .addOption(givingUp('how long to go on failing'))
    .option('--json', `${linesToTerminal}; with --send, the counts`)
    .addHelpText('after', fetchHelp)
    .action(does(async () => (await import('./fetch.ts')).fetch));
}

function addCommand(program: Command, does: Does): void {
  const work = does(async () => (await import('./command.ts')).command);
  const added = program
    .command('command [name]')
    .description('run a command of an operator with the key of a connector: look something up, or change it')
    .helpOption(false)
    .option('-h, --help', 'which commands there are; with a name, what that one needs')
    .option('-c, --config <file>', 'configuration (YAML)')
    .option('--connector <id>', 'whose key is used; needed where several fit')
    .option('--input <json>', 'an object of parameters; @FILE reads it from a file, - from standard input')
    .option('--set <name=value>', 'one parameter; may be repeated, one name several times is a list', parseSet)
    .option('--directory <directory>', 'where files go; default: the current one')
    .option('--output <file>', 'where the one file goes; - for standard output')
    .option('--send', 'the records of the result to the destination of the connector')
    .option('--destination <url>', 'to another OTLP endpoint; the headers of the configured one are not sent there')
    .addOption(givingUp('with --send: how long to go on failing'))
    .option('--yes', sure)
    .option(
      '--history',
      'what was run with the key of the connector, by whom, and what came of it; with a name of that command alone',
    )
    .option('--limit <number>', 'with --history: most calls', parseLimit, 20)
    .option('--json', asJson)
    .addHelpText('after', examples(...commandExamples));
  added.action(async (name: string | undefined, options: object) =>
    work({ ...options, ...(name !== undefined && { name }), usage: added.helpInformation() } as never),
  );
}

const commandExamples = [
  'command --help',
  'command get-xql-query-quota --config cortex.yaml',
  'command isolate-hosts --help',
  'command --history --config cortex.yaml --connector soc',
];

const asJson = 'print JSON';
const linesToTerminal = 'one JSON record a line on a terminal too; what is piped always is';
const sure = 'do not ask';

function givingUp(description: string): Option {
  return new Option('--give-up-after <duration>', description).argParser(parseDuration).default(600_000, '10m');
}

function configured(command: Command, ...lines: readonly string[]): Command {
  return command.requiredOption('-c, --config <file>', 'configuration (YAML)').addHelpText('after', examples(...lines));
}

function ofConnector(command: Command, ...lines: readonly string[]): Command {
  return configured(command, ...lines).option(
    '--connector <id>',
    'id of the connector; needed where there are several',
  );
}

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ cortex-otel ${line}`).join('\n')}`;
}

const fetchExamples = [
  'fetch --config cortex.yaml --connector soc --from 24h --only incident_severity=high,critical',
  'fetch --config cortex.yaml --connector soc --time-field creation --direction ascending --limit all --json',
  `fetch --config cortex.yaml --connector soc --filters '[{"field":"status","operator":"neq","value":"new"}]'`,
  'fetch --config cortex.yaml --connector soc --from 7d --limit 5 --extra-data --send',
];

const fetchHelp = `
All that is given has to hold. The selection of the connector itself does not apply here.
A list that changes while it is read loses nothing by it: it is read by the last time seen.
Between two commands it changes too: --offset may then skip records, or repeat some.
It does not read cases and issues yet (Cortex XDR 5, XSIAM 3): tap shows the newest, replay sends a period again.`;

const programHelp = `
Examples:
  $ cortex-otel demo                          see it work
  $ cortex-otel test --config cortex.yaml     test the connection
  $ cortex-otel run --config cortex.yaml      collect

Exit codes: 0 done, 1 failed while running, 2 usage or configuration, 3 state,
4 authentication, permission or licence, 5 network, 130/143 interrupted twice.`;
