import { isConnectorError, type LogRecord } from '../../contract/index.ts';
import type { DetailsMeans } from '../fetch/fetch-definition.ts';
import { oversizedCode } from '../paging/feed.ts';
import type { WorkedRow } from '../sources/row-work.ts';
import { askOne, isListed, usualAlertsLimit } from './ask-extra-data.ts';
import { detailsMaker } from './details-of.ts';
import type { ExtraData } from './extra-data.ts';
import { revisionOf } from './waiting-revision.ts';

/** An answer that is too large with fewer alerts than this never fits. */
const fewestAlerts = 10;
const nothingDelivered = { revision: undefined, alerts: new Set<string>() };

/**
 * Makes a function that asks for an incident's alerts and artifacts and gives their records, as they follow an incident
 * that is collected. None of an incident that the tenant does not list any more.
 */
export function incidentDetails(means: DetailsMeans) {
  const { api } = means;
  const detailsOf = detailsMaker(means);

  async function ask(incidentId: string, signal: AbortSignal): Promise<ExtraData | undefined> {
    for (let most = usualAlertsLimit; ; most = Math.floor(most / 2)) {
      try {
        return await askOne(api, incidentId, most, signal);
      } catch (error) {
        if (!isConnectorError(error)) throw error;
        if (error.code === oversizedCode && most > fewestAlerts) continue;
        // What an unknown incident is answered with is like what an unknown path is: the list tells one from the other.
        if (error.code === 'API-404' && !(await isListed(api, incidentId, signal))) return undefined;
        throw error;
      }
    }
  }

  return async (row: WorkedRow, signal: AbortSignal): Promise<readonly LogRecord[]> => {
    const revision = revisionOf(row);
    const extra = revision && (await ask(revision.incidentId, signal));
    return extra ? detailsOf(revision, extra, nothingDelivered).records.map(({ record }) => record) : [];
  };
}
