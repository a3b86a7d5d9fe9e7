import { isDirectoryHeld } from '../host/state/directory-lock.ts';
import { openSqliteStateReader } from '../host/state/sqlite-reader.ts';
import { statePaths } from '../host/state/state-directory.ts';
import { readStatusFile } from '../host/status-file.ts';
import type { Configuration } from '../host/config/configuration.ts';
import type { StatusReport } from '../host/status/status-report.ts';
import type { Command, CommandContext, ConfigOptions, JsonOptions } from './command-context.ts';
import { configurationOf } from './configuration-of.ts';
import { exitCodes } from './exit-code.ts';
import { withStored } from './stored-connectors.ts';
import { restingReport } from './resting-report.ts';
import { statusTable } from './status-table.ts';
import { strandedLines } from './stranded-lines.ts';

export interface StatusOptions extends ConfigOptions, JsonOptions {
  readonly watch?: boolean;
}

/** A report that is older was left behind: whoever runs writes one at least every ten seconds. */
const freshMs = 30_000;
const watchEveryMs = 1000;

/** Shows how every connector stands: what the process says that runs them, else what was stored. Needs no secret. */
export const status: Command<StatusOptions> = async ({ config, json, watch }, context) => {
  const configuration = await configurationOf({ config }, context, 'look');
  if (!watch) {
    const report = await currentReport(configuration, context);
    print(report, json === true ? 'json' : 'table', context);
    // Beside the report, not within it, where a program reads that.
    const { terminal } = context;
    const tell = (line: string) => (json ? terminal.say(line) : terminal.out(line));
    for (const line of await strandedLines(report, configuration, context)) tell(line);
    return exitCodes.done;
  }
  while (!context.signal.aborted) {
    const report = await currentReport(configuration, context);
    print(report, json ? 'json-line' : 'screen', context);
    await context.clock.sleep(watchEveryMs, context.signal).catch(() => undefined);
  }
  return exitCodes.done;
};

/** @throws ConnectorError `state` when the state directory cannot be read. */
async function currentReport(configuration: Configuration, context: CommandContext): Promise<StatusReport> {
  const { clock, version } = context;
  const { directory } = configuration.state;
  if (isDirectoryHeld(statePaths(directory).lock)) {
    const running = fresh(readStatusFile(directory, 'status.json'), clock.now());
    const waiting = fresh(readStatusFile(directory, 'standby.json'), clock.now());
    const report = running ?? waiting;
    if (report) return report;
  }
  const stored = await openSqliteStateReader(directory);
  try {
    const whole = await withStored(configuration, stored, context, 'look');
    return await restingReport({ configuration: whole, mode: 'inactive', stored, version, clock });
  } finally {
    await stored.close();
  }
}

function fresh(report: StatusReport | undefined, nowMs: number): StatusReport | undefined {
  return report && Math.abs(nowMs - Date.parse(report.at)) < freshMs ? report : undefined;
}

type Form = 'json' | 'json-line' | 'table' | 'screen';

function print(report: StatusReport, form: Form, { terminal }: CommandContext): void {
  switch (form) {
    case 'json':
      return terminal.out(JSON.stringify(report, null, 2));
    case 'json-line':
      return terminal.out(JSON.stringify(report));
    case 'table':
      return terminal.out(statusTable(report, terminal.style));
    case 'screen': {
      const table = statusTable(report, terminal.style);
      // Home, the lines anew, and nothing of the ones before.
      const screen = `\u001b[H${table.replaceAll('\n', '\u001b[K\n')}\u001b[K\n\u001b[J`;
      return terminal.outIsTerminal ? terminal.draw(screen) : terminal.out(`${report.at}\n${table}\n`);
    }
  }
}
