import type { Tools } from '../../contract/index.ts';
import { createStatusTimeline } from '../../host/console/status-timeline.ts';
import { type Host, type HostParts, startHost } from '../../host/create-host.ts';
import type { StateStore } from '../../host/state/state-store.ts';
import type { StatusReport } from '../../host/status/status-report.ts';
import type { Redactor } from '../../shared/redact.ts';
import { exitCodes } from '../exit-code.ts';
import { restingReport } from '../resting-report.ts';
import { combinedHooks } from './combined-hooks.ts';
import type { HistoryProgress } from './history-progress.ts';
import type { ConsoleSurroundings } from './open-console.ts';
import { openViews } from './open-views.ts';
import { outcomeOf } from './outcome-of.ts';
import { createPollLog } from './poll-log.ts';
import type { Reloader } from './reloader.ts';
import { watchHost } from './watch-host.ts';

export interface Collecting {
  readonly tools: Omit<Tools, 'memo'>;
  readonly store: StateStore;
  readonly reloader: Reloader;
  readonly progress: HistoryProgress;
  readonly version: string;
  readonly once: HostParts['once'];
  readonly redactor: Redactor;
  /** Undefined: no console, whatever the configuration says. */
  readonly console: ConsoleSurroundings | undefined;
}

/**
 * Runs a host until the signal is aborted, or with `once` until its connectors have ended. Resolves to the exit code.
 * @throws ConnectorError `state`, LEASE-703, when another process has taken over: all that is left to do is to end.
 */
export async function collect(parts: Collecting, signal: AbortSignal): Promise<number> {
  const { tools, store, reloader, progress, once } = parts;
  const { clock, logger } = tools;
  const pollLog = createPollLog(logger);
  const { host, views } = await openHost(parts, pollLog.saved);
  const configuration = reloader.configuration();
  reloader.attach(host);
  logger.info({ version: parts.version, connectors: configuration.connectors.map(({ id }) => id) }, 'started');
  const { operators } = store;
  const timeline = createStatusTimeline({ operators, clock, logger, redact: (text) => parts.redactor.redact(text) });
  const look = (report: StatusReport): void => {
    progress.look(report);
    pollLog.look(report);
    timeline.look(report);
  };
  const over = new AbortController();
  const watching = Promise.all([
    watchHost({ host, ...configuration.state, takenOver: store.takenOver, clock, look }, over.signal),
    once ? undefined : reloader.watch(clock, over.signal),
  ]);
  try {
    await Promise.race([aborted(signal), aborted(store.takenOver), ...(once ? [host.ended()] : [])]);
    if (signal.aborted) logger.info({}, 'stopping');
    await drained(host, reloader);
    store.takenOver.throwIfAborted();
    return once ? await outcomeOf(await host.ended(), store, logger) : exitCodes.done;
  } finally {
    over.abort();
    await watching;
    progress.end();
    pollLog.end();
    await views.close();
    await timeline.settled();
    logger.info({}, 'stopped');
  }
}

/** Opens the views, then starts the host: where the console cannot be opened, nothing is to have been collected. */
async function openHost(parts: Collecting, saved: NonNullable<HostParts['onSaved']>) {
  const { store, reloader, tools, version, once } = parts;
  const configuration = reloader.configuration();
  const resting = await restingReport({ configuration, mode: 'inactive', version, clock: tools.clock });
  const paused = await store.operators.pauses();
  let host: Host | undefined;
  const status = (): StatusReport => host?.status() ?? resting;
  const views = await openViews({ ...parts, status, host: () => host });
  const hooks = combinedHooks([{ onSaved: saved }, views.hooks]);
  const started = startHost({ configuration, store, tools, version, paused, ...hooks, ...(once && { once }) });
  host = started;
  return { host: started, views };
}

async function drained(host: Host, reloader: Reloader): Promise<void> {
  await host.stop();
  await reloader.settled();
  // What a reload that was under way has started meanwhile.
  await host.stop();
}

async function aborted(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
