import { type CommandProgress, isConnectorError, type Tools } from '../../contract/index.ts';

/** How often one question is asked, and the longest wait before it is asked again, milliseconds. */
const mostAttempts = 4;
const longestWaitMs = 60_000;

export interface PatienceMeans {
  readonly tools: Pick<Tools, 'clock' | 'random'>;
  readonly tell: (progress: CommandProgress) => void;
}

/** Asks again what was throttled or not available. For what only reads, and what was certainly not looked at. */
export async function withPatience<T>(
  ask: () => Promise<T>,
  { tools: { clock, random }, tell }: PatienceMeans,
  signal: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isConnectorError(error) || attempt === mostAttempts) throw error;
      if (error.kind !== 'throttled' && error.kind !== 'unavailable') throw error;
      const waitMs = error.retryAfterMs ?? 1000 * 2 ** (attempt - 1) * (0.75 + random.fraction() / 2);
      if (waitMs > longestWaitMs) throw error;
      tell({ message: `${error.message}: asking again in ${Math.ceil(waitMs / 1000)} s` });
      await clock.sleep(Math.ceil(waitMs), signal);
    }
  }
}
