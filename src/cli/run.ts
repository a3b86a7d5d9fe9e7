import type { Logger, Tools } from '../contract/index.ts';
import type { Configuration } from '../host/config/configuration.ts';
import { createLogger } from '../host/create-logger.ts';
import { type Host, startHost } from '../host/create-host.ts';
import type { StateStore } from '../host/state/state-store.ts';
import { statusFile } from '../host/status-file.ts';
import { systemTools } from '../host/system-tools.ts';
import type { Command, CommandContext, ConfigOptions } from './command-context.ts';
import { invalidConfiguration, readConfiguration } from './configuration-of.ts';
import { exitCodes, worstExitCode } from './exit-code.ts';
import { findingText } from './finding-text.ts';
import { historyBars, historyLines } from './run/history-progress.ts';
import { createPollLog } from './run/poll-log.ts';
import { openStore } from './run/open-store.ts';
import { createReloader, type Reloader } from './run/reloader.ts';
import { createStatusWriter } from './run/status-writer.ts';
import { tellByLog } from './run/tell-by-log.ts';

export interface RunOptions extends ConfigOptions {
  readonly once?: boolean;
  /** Milliseconds. */
  readonly giveUpAfter: number;
}

/** Collects until it is stopped, or with `once` until every connector has caught up or given up. */
export const run: Command<RunOptions> = async (options, context) => {
  const { terminal, redactor, version, signal } = context;
  const load = async () => readConfiguration(options.config, context);
  const loaded = await load();
  if (!loaded.ok) {
    for (const problem of loaded.problems) terminal.say(findingText(options.config, problem));
    throw invalidConfiguration(options.config, loaded.problems.length);
  }
  const bars = terminal.errIsTerminal ? await historyBars(terminal.stderr) : undefined;
  const logger = createLogger({ ...loaded.configuration.log, redactor, stream: bars ?? terminal.stderr });
  context.tellFailuresBy(tellByLog(logger));
  for (const warning of loaded.warnings) logger.warn({ ...warning }, 'configuration warning');
  const tools = systemTools(logger);
  const reloader = createReloader({ initial: loaded.configuration, load, logger });
  // What ends by itself is not worth changing on its way: there SIGHUP ends it, as it does any job.
  if (!options.once) context.onHangup(() => void reloader.reload('SIGHUP'));
  const { configuration } = reloader;
  const standbyMs = options.once ? options.giveUpAfter : undefined;
  const store = await unlessStopped(openStore({ configuration, tools, version, standbyMs }, signal), signal);
  if (!store) return exitCodes.done;
  try {
    const progress = bars ?? historyLines(logger, tools.clock);
    return await collect(options, { context, tools, store, reloader, progress });
  } finally {
    await store.close();
  }
};

/** Undefined when the wait ended because this process was told to end. */
async function unlessStopped(opening: Promise<StateStore>, signal: AbortSignal): Promise<StateStore | undefined> {
  try {
    return await opening;
  } catch (error) {
    if (error === signal.reason) return undefined;
    throw error;
  }
}

interface Collecting {
  readonly context: CommandContext;
  readonly tools: Omit<Tools, 'memo'>;
  readonly store: StateStore;
  readonly reloader: Reloader;
  readonly progress: ReturnType<typeof historyLines>;
}

async function collect({ once, giveUpAfter }: RunOptions, parts: Collecting): Promise<number> {
  const { context, tools, store, reloader } = parts;
  const { logger } = tools;
  const configuration = reloader.configuration();
  const pollLog = createPollLog(logger);
  const host = startHost({
    configuration,
    store,
    tools,
    version: context.version,
    onSaved: pollLog.saved,
    ...(once && { once: { giveUpAfterMs: giveUpAfter } }),
  });
  logger.info({ version: context.version, connectors: configuration.connectors.map(({ id }) => id) }, 'started');
  reloader.attach(host);
  const ended = new AbortController();
  const watching = Promise.all([
    watchHost(host, configuration, { ...parts, look: pollLog.look }, ended.signal),
    once ? undefined : reloader.watch(tools.clock, ended.signal),
  ]);
  try {
    await Promise.race([stopped(context.signal), ...(once ? [host.ended()] : [])]);
    if (context.signal.aborted) logger.info({}, 'stopping');
    await host.stop();
    await reloader.settled();
    // What a reload that was under way has started meanwhile.
    await host.stop();
    return once ? await outcomeOf(host, store, logger) : exitCodes.done;
  } finally {
    ended.abort();
    await watching;
    pollLog.end();
    logger.info({}, 'stopped');
  }
}

const lookEveryMs = 200;

/** Looks at the host again and again, so that its status is written and its progress shown. */
async function watchHost(
  host: Host,
  { state: { directory } }: Configuration,
  { tools: { clock }, progress, look }: Collecting & { readonly look: (report: ReturnType<Host['status']>) => void },
  signal: AbortSignal,
): Promise<void> {
  const file = statusFile(directory, 'status.json');
  const writer = createStatusWriter(file, clock);
  while (!signal.aborted) {
    const report = host.status();
    writer.look(report);
    progress.look(report);
    look(report);
    await clock.sleep(lookEveryMs, signal).catch(() => undefined);
  }
  progress.end();
  file.remove();
}

async function stopped(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** What a run with `once` came to. Records the destination refuses do not fail it, but are told. */
async function outcomeOf(host: Host, store: StateStore, logger: Logger): Promise<number> {
  const ends = [...(await host.ended())];
  const failures = ends.flatMap(([id, end]) => (end.ended === 'gave up' ? [{ id, error: end.error }] : []));
  for (const { id, error } of failures) {
    const { kind, code, message, remedy } = error;
    logger.error({ connector: id, kind, code, message, remedy }, 'gave up');
  }
  const records = (await store.deadLetterTotals()).reduce((total, { records: more }) => total + more, 0);
  if (records > 0) logger.warn({ records }, 'dead letters in the state directory');
  const idsOf = (ended: string) => ends.filter(([, end]) => end.ended === ended).map(([id]) => id);
  const [caughtUp, interrupted] = [idsOf('caught up'), idsOf('stopped')];
  if (caughtUp.length > 0) logger.info({ connectors: caughtUp }, 'caught up');
  if (interrupted.length > 0) logger.warn({ connectors: interrupted }, 'stopped before they had caught up');
  return worstExitCode(failures.map(({ error }) => error));
}
