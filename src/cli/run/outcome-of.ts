import type { Logger } from '../../contract/index.ts';
import type { ConnectorEnd } from '../../host/collect/start-connector.ts';
import type { StateReader } from '../../host/state/state-store.ts';
import { worstExitCode } from '../exit-code.ts';
import { errorFields } from './error-fields.ts';
import { warnUnfinished } from './warn-unfinished.ts';

/**
 * The exit code of a run that was to end by itself. Records that the destination refuses do not fail it, but are told;
 * nor does it fail when it was told to stop.
 */
export async function outcomeOf(
  ends: ReadonlyMap<string, ConnectorEnd>,
  store: Pick<StateReader, 'deadLetterTotals'>,
  logger: Logger,
): Promise<number> {
  const failures = [...ends].flatMap(([id, end]) => (end.ended === 'gave up' ? [{ id, error: end.error }] : []));
  for (const { id, error } of failures) logger.error({ connector: id, ...errorFields(error) }, 'gave up');
  const records = (await store.deadLetterTotals()).reduce((total, { records: more }) => total + more, 0);
  if (records > 0) logger.warn({ records }, 'dead letters in the state directory');
  const idsOf = (ended: ConnectorEnd['ended']) => [...ends].filter(([, end]) => end.ended === ended).map(([id]) => id);
  const caughtUp = idsOf('caught up');
  if (caughtUp.length > 0) logger.info({ connectors: caughtUp }, 'caught up');
  warnUnfinished(idsOf('stopped'), logger);
  return worstExitCode(failures.map(({ error }) => error));
}
