import { exitCodes } from '../exit-code.ts';
import type { Host, HostParts } from '../../host/create-host.ts';
import type { StatusReport } from '../../host/status/status-report.ts';
import type { HistoryProgress } from './history-progress.ts';
import { openHost, type OpenHostParts } from './open-host.ts';
import { outcomeOf } from './outcome-of.ts';
import { createPollLog } from './poll-log.ts';
import type { Reloader } from './reloader.ts';
import { watchHost } from './watch-host.ts';

export interface Collecting extends Omit<OpenHostParts, 'hooks' | 'once'> {
  readonly progress: HistoryProgress;
  readonly once: HostParts['once'];
}

/**
 * Runs a host until the signal is aborted, or with `once` until its connectors have ended. Resolves to the exit code.
 * @throws ConnectorError `state`, LEASE-703, when another process has taken over: all that is left to do is to end.
 */
export async function collect(parts: Collecting, signal: AbortSignal): Promise<number> {
  const { tools, store, reloader, progress, once } = parts;
  const { clock, logger } = tools;
  const pollLog = createPollLog(logger);
  const opened = await openHost({ ...parts, hooks: { onSaved: pollLog.saved } });
  const { host } = opened;
  const configuration = reloader.configuration();
  logger.info({ version: parts.version, connectors: configuration.connectors.map(({ id }) => id) }, 'started');
  const look = (report: StatusReport): void => {
    progress.look(report);
    pollLog.look(report);
    opened.look(report);
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
    await opened.close();
    logger.info({}, 'stopped');
  }
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
