import type { Logger } from '../../contract/index.ts';

/** Says which connectors of a run that was to end by itself did not get to the end of what there is. */
export function warnUnfinished(connectors: readonly string[], logger: Logger): void {
  if (connectors.length > 0) logger.warn({ connectors }, 'stopped before they had caught up');
}
