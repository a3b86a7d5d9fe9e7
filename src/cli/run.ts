import { createLogger } from '../host/create-logger.ts';
import type { StateStore } from '../host/state/state-store.ts';
import { systemTools } from '../host/system-tools.ts';
import type { Command, ConfigOptions } from './command-context.ts';
import { invalidConfiguration, readConfiguration } from './configuration-of.ts';
import { exitCodes } from './exit-code.ts';
import { collect } from './run/collect.ts';
import { historyBars, historyLines } from './run/history-progress.ts';
import type { Where } from './run/open-console.ts';
import { openStore } from './run/open-store.ts';
import { createReloader } from './run/reloader.ts';
import { completedBy, sealerOf } from './run/saved-connectors.ts';
import { tellByLog } from './run/tell-by-log.ts';
import { warnUnfinished } from './run/warn-unfinished.ts';

export interface RunOptions extends ConfigOptions {
  readonly once?: boolean;
  /** Milliseconds. */
  readonly giveUpAfter: number;
}

/** Collects until it is stopped, or with `once` until every connector has caught up or given up. */
export const run: Command<RunOptions> = async (options, context) => {
  const { terminal, redactor, env, version, signal } = context;
  const load = async () => readConfiguration(options.config, context);
  const loaded = await load();
  if (!loaded.ok) throw invalidConfiguration(options.config, loaded.problems, terminal);
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
  if (!store) {
    if (options.once)
      warnUnfinished(
        configuration().connectors.map(({ id }) => id),
        logger,
      );
    return exitCodes.done;
  }
  try {
    const progress = bars ?? historyLines(logger, tools.clock);
    const once = options.once ? { giveUpAfterMs: options.giveUpAfter } : undefined;
    const plugins = await context.plugins();
    const saved = { operators: store.operators, plugins, env, redactor };
    const sealer = await sealerOf(configuration(), store.operators, logger);
    await reloader.completeBy(completedBy(saved, { sealer, purpose: 'connect' }));
    const onOpen = ({ signInUrl }: Where): void => bars?.write(`Console: ${signInUrl}\n`);
    const console = options.once ? undefined : { ...saved, sealer, onOpen };
    return await collect({ tools, store, reloader, progress, version, once, redactor, plugins, console }, signal);
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
