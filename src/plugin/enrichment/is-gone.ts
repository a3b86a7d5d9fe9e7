import { type ConnectorError, isConnectorError } from '../../contract/index.ts';
import { knownGeneration } from '../generations/open-generations.ts';
import type { SideMeans } from '../sources/source-definition.ts';
import { isListed } from './ask-extra-data.ts';

/** Code of what is unknown: a path, or an incident. */
const unknown = 'API-404';

/**
 * Whether an error about an incident's details means that the tenant has the incident no more. What an unknown incident is
 * answered with is like what an unknown path is: the list tells one from the other.
 * @throws ConnectorError of the list.
 */
export async function isGone(
  error: ConnectorError,
  incidentId: string,
  { api, memo, config }: Pick<SideMeans, 'api' | 'memo' | 'config'>,
  signal: AbortSignal,
): Promise<boolean> {
  if (error.code !== unknown) return false;
  try {
    return !(await isListed(api, incidentId, signal));
  } catch (listError) {
    // Left over from before the tenant went over to cases: there are no incidents any more.
    const isUnknown = isConnectorError(listError) && listError.code === unknown;
    if (isUnknown && knownGeneration(memo, config.apiGeneration) === 'cases') return true;
    throw listError;
  }
}
