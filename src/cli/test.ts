import type { TestResult } from '../api/connector-form.ts';
import { isConnectorError, type TestStage } from '../contract/index.ts';
import type { Configuration, ConfiguredConnector } from '../host/config/configuration.ts';
import { effectiveDestination } from '../host/config/effective-destination.ts';
import { testConnection, testResultOf } from '../host/connection-test.ts';
import { plainText } from '../shared/plain-text.ts';
import type { Command, CommandContext, ConfigOptions, JsonOptions } from './command-context.ts';
import { brokenError, configurationOf, connectorOf } from './configuration-of.ts';
import { agoText, utcText } from './duration-text.ts';
import { exitCodes } from './exit-code.ts';
import { explainError } from './explain-error.ts';
import { lookingTools } from './looking-tools.ts';
import { stageExitCode } from './stage-exit-code.ts';
import { withStoredConnectors } from './stored-connectors.ts';
import { wrappedText } from './wrapped-text.ts';

export interface TestOptions extends ConfigOptions, JsonOptions {
  readonly connector?: string | undefined;
}

/** What `--json` prints of a connector. */
interface ConnectorResult extends TestResult {
  readonly connector: string;
}

/** Tests the way from the tenant to the destination, stage by stage, for one connector or all of them. */
export const test: Command<TestOptions> = async ({ config, connector, json }, context) => {
  const { configuration, connectors, broken } = await chosen({ config, connector }, context);
  const results: ConnectorResult[] = [];
  for (const each of connectors) {
    if (!json) context.terminal.out(context.terminal.style('bold', `${each.name} (${each.config.source})`));
    const result = await testOne(each, configuration, json ? undefined : printStage(context), context);
    if (!json) printResult(result, context);
    results.push(result);
  }
  if (json) context.terminal.out(JSON.stringify(results, null, 2));
  for (const each of broken) context.terminal.say(explainError(brokenError(each)));
  if (broken.length > 0) return exitCodes.usage;
  const failed = results.flatMap(({ stages }) => stages.filter((stage) => stage.status === 'failed'));
  return failed[0] ? stageExitCode(failed[0]) : exitCodes.done;
};

interface Chosen extends Pick<Configuration, 'connectors' | 'broken'> {
  readonly configuration: Configuration;
}

/** The connector that was named; else all of them, those made in the console too as far as the state can be read. */
async function chosen({ config, connector }: TestOptions, context: CommandContext): Promise<Chosen> {
  if (connector !== undefined) {
    const { configuration, connector: named } = await connectorOf({ config, connector }, context);
    return { configuration, connectors: [named], broken: [] };
  }
  const file = await configurationOf({ config }, context);
  try {
    const configuration = await withStoredConnectors(file, context, 'connect');
    return { ...configuration, configuration };
  } catch (error) {
    if (!isConnectorError(error) || error.kind !== 'state') throw error;
    context.terminal.say(explainError(error));
    return { ...file, configuration: file };
  }
}

async function testOne(
  connector: ConfiguredConnector,
  configuration: Configuration,
  show: ((stage: TestStage) => void) | undefined,
  context: CommandContext,
): Promise<ConnectorResult> {
  const { clock, signal } = context;
  const stages: TestStage[] = [];
  const startedMs = clock.elapsed();
  const way = { connector, destination: effectiveDestination(connector, configuration).config };
  for await (const stage of testConnection(way, lookingTools(context), signal)) {
    stages.push(stage);
    show?.(stage);
  }
  const times = { testedMs: clock.now(), durationMs: clock.elapsed() - startedMs };
  return { connector: connector.id, ...testResultOf(stages, times) };
}

const marks = { ok: 'ok', warning: 'warning', failed: 'FAILED', skipped: 'skipped' } as const;
const indent = ' '.repeat(10);
const colours = { ok: 'green', warning: 'yellow', failed: 'red', skipped: 'dim' } as const;

function printStage({ terminal }: CommandContext): (stage: TestStage) => void {
  return ({ stage, status, ms, message, code, remedy }) => {
    const time = status === 'skipped' ? '' : `${ms} ms`;
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
