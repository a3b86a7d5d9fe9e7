import type { TimelineEntry } from '../../api/operations.ts';
import { isConnectorError } from '../../contract/index.ts';
import type { TimelineNote } from '../state/operator-store.ts';
import type { Console } from './console.ts';
import type { ConsoleContext } from './console-parts.ts';
import { requireConnector } from './find-connector.ts';

const entriesAtOnce = 50;

export function timelineOf(parts: ConsoleContext): Pick<Console, 'timeline'> {
  const { operators } = parts.store;
  return {
    async timeline(id, { after, limit = entriesAtOnce }): Promise<readonly TimelineEntry[]> {
      requireConnector(id, parts);
      const entries = await operators.timeline(id, { limit, ...(after !== undefined && { beforeId: after }) });
      return entries.map(({ id: entry, atMs, lastMs, count, kind, actor, text }) => {
        const [at, lastAt] = [new Date(atMs).toISOString(), new Date(lastMs).toISOString()];
        return { id: entry, at, lastAt, count, kind, actor, text };
      });
    },
  };
}

/**
 * Notes a step somebody took, for the timeline and the log. The step has been taken: that it cannot be noted is logged,
 * and does not make it fail.
 */
export async function noteStep(
  { store, tools }: Pick<ConsoleContext, 'store' | 'tools'>,
  step: Omit<TimelineNote, 'atMs'>,
): Promise<void> {
  const { clock, logger } = tools;
  logger.info({ ...step }, 'console');
  try {
    await store.operators.note({ ...step, atMs: clock.now() });
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    logger.error({ connector: step.connector, message: error.message }, 'a step could not be noted in the timeline');
  }
}
