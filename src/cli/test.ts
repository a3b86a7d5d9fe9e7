import type { TestStage, Tools } from '../contract/index.ts';
import type { Configuration, ConfiguredConnector } from '../host/config/configuration.ts';
import { createSink } from '../host/delivery/create-sink.ts';
import { plainText } from '../host/plain-text.ts';
import type { Command, CommandContext, ConfigOptions, JsonOptions } from './command-context.ts';
import { configurationOf, connectorNamed } from './configuration-of.ts';
import { agoText, utcText } from './duration-text.ts';
import { exitCodes } from './exit-code.ts';
import { lookingTools } from './looking-tools.ts';
import { stageExitCode } from './stage-exit-code.ts';
import { wrappedText } from './wrapped-text.ts';

export interface TestOptions extends ConfigOptions, JsonOptions {
  readonly connector?: string;
}

/** What `--json` prints of a connector. */
interface TestResult {
  readonly connector: string;
  readonly status: 'ok' | 'failed';
  readonly message: string;
  readonly testedAt: string;
  readonly durationMs: number;
  readonly stages: readonly TestStage[];
}

/** Tests the way from the tenant to the destination, stage by stage, for one connector or all of them. */
export const test: Command<TestOptions> = async ({ config, connector, json }, context) => {
  const configuration = await configurationOf({ config }, context);
  const connectors = connector === undefined ? configuration.connectors : [connectorNamed(connector, configuration)];
  const results: TestResult[] = [];
  for (const each of connectors) {
    if (!json) context.terminal.out(context.terminal.style('bold', `${each.name} (${each.config.source})`));
    const result = await testOne(each, configuration, json ? undefined : printStage(context), context);
    if (!json) printResult(result, context);
    results.push(result);
  }
  if (json) context.terminal.out(JSON.stringify(results, null, 2));
  const failed = results.flatMap(({ stages }) => stages.filter((stage) => stage.status === 'failed'));
  return failed[0] ? stageExitCode(failed[0]) : exitCodes.done;
};

async function testOne(
  connector: ConfiguredConnector,
  configuration: Configuration,
  show: ((stage: TestStage) => void) | undefined,
  context: CommandContext,
): Promise<TestResult> {
  const { clock, signal } = context;
  const tools = lookingTools(context);
  const stages: TestStage[] = [];
  const startedMs = clock.elapsed();
  for await (const stage of allStages(connector, configuration, tools, signal)) {
    stages.push({ ...stage, ms: Math.round(stage.ms) });
    show?.(stage);
  }
  signal.throwIfAborted();
  const failed = stages.find(({ status }) => status === 'failed');
  return {
    connector: connector.id,
    status: failed ? 'failed' : 'ok',
    message: failed ? `${failed.stage} failed: ${failed.message}` : 'Connection successful',
    testedAt: new Date(clock.now()).toISOString(),
    durationMs: Math.round(clock.elapsed() - startedMs),
    stages,
  };
}

/** The source's own, then those of the destination, which say something whatever the source's came to. */
async function* allStages(
  { plugin, config }: ConfiguredConnector,
  { destination }: Configuration,
  tools: Tools,
  signal: AbortSignal,
): AsyncGenerator<TestStage> {
  yield* plugin.test(config, tools, signal);
  const sink = createSink(destination.config, tools);
  try {
    yield* sink.test(signal);
  } finally {
    await sink.close();
  }
}

const marks = { ok: 'ok', warning: 'warning', failed: 'FAILED', skipped: 'skipped' } as const;
const indent = ' '.repeat(10);
const colours = { ok: 'green', warning: 'yellow', failed: 'red', skipped: 'dim' } as const;

function printStage({ terminal }: CommandContext): (stage: TestStage) => void {
  return ({ stage, status, ms, message, code, remedy }) => {
    const time = status === 'skipped' ? '' : `${Math.round(ms)} ms`;
    const named = code === undefined ? '' : ` (${code})`;
    const head = `  ${marks[status].padEnd(7)} ${stage.padEnd(14)} ${time.padStart(8)}  `;
    const lines = wrappedText(`${plainText(message)}${named}`, indent, head);
    // Painted after it is wrapped: colours take no room.
    terminal.out(lines.join('\n').replace(marks[status], (mark) => terminal.style(colours[status], mark)));
    if (remedy === undefined || status === 'skipped') return;
    terminal.out(wrappedText(`-> ${plainText(remedy)}`, indent).join('\n'));
  };
}

function printResult(result: TestResult, { terminal, clock }: CommandContext): void {
  const testedMs = Date.parse(result.testedAt);
  const when = `${agoText(testedMs, clock.now())} (${utcText(testedMs)})`;
  if (result.status === 'ok') return terminal.out(terminal.style('green', `Connection successful · ${when}`));
  const failed = result.stages.filter(({ status }) => status === 'failed').map(({ stage }) => stage);
  const verdict = wrappedText(`Connection failed at ${failed.join(' and ')} · ${when}`, '').join('\n');
  terminal.out(terminal.style('red', verdict));
}
