import { type CommandProgress, isConnectorError, type Tools } from '../../contract/index.ts';
import type { Ask } from './ask.ts';
import { queryQuota } from './query-quota.ts';
import { type StartedQuery, startQuery, type XqlQuery } from './start-query.ts';

const firstWaitMs = 2000;
const longestWaitMs = 30_000;

export interface StartMeans {
  /** Must not ask again by itself. */
  readonly askOnce: Ask;
  /** For the quota, while waiting. */
  readonly ask: Ask;
  readonly tools: Pick<Tools, 'clock' | 'random'>;
  readonly tell: (progress: CommandProgress) => void;
}

/**
 * Starts a query; waits while four others run, or the tenant is asked too much, for so long at most. Both say that nothing
 * was started. @throws ConnectorError as {@link startQuery}.
 */
export async function startWhenFree(
  query: XqlQuery,
  atMostMs: number,
  means: StartMeans,
  signal: AbortSignal,
): Promise<StartedQuery> {
  const { clock, random } = means.tools;
  const beganMs = clock.elapsed();
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      return await startQuery(means.askOnce, query, signal);
    } catch (error) {
      const leftMs = beganMs + atMostMs - clock.elapsed();
      const isBusy = isConnectorError(error) && (error.code === 'XQL-921' || error.status === 429);
      if (!isBusy || leftMs <= 0) throw error;
      const asked = error.retryAfterMs ?? waitMs * (0.75 + random.fraction() / 2);
      if (error.code === 'XQL-921') means.tell({ message: await busyText(means, signal) });
      else means.tell({ message: error.message });
      await clock.sleep(Math.ceil(Math.min(asked, leftMs)), signal);
    }
  }
}

async function busyText({ ask }: StartMeans, signal: AbortSignal): Promise<string> {
  const quota = await queryQuota(ask, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    if (!isConnectorError(error)) throw error;
    return undefined;
  });
  const running = quota?.active === undefined ? 'as many queries as may' : `${quota.active} queries`;
  return `${running} run in this tenant already: waiting for one to end`;
}
