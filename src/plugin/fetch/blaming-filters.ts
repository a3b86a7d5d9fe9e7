import { ConnectorError, isConnectorError, type JsonValue } from '../../contract/index.ts';
import type { Feed, PageQuery } from '../paging/feed.ts';

/**
 * A list that is asked with filters a person wrote. What the API makes of a filter it does not know is an error like any
 * other, mostly HTTP 500 (Cortex XDR REST API, Error Responses), so it is found out: the filters are to blame where it
 * answers `without` them, and then fails with them again. @throws ConnectorError `config` where they are.
 */
export function blamingFilters(feed: Feed<JsonValue>, without: Pick<Feed<JsonValue>, 'page'>): Feed<JsonValue> {
  let isTaken = false;

  async function taken(query: PageQuery, signal: AbortSignal) {
    const page = await feed.page(query, signal);
    isTaken = true;
    return page;
  }

  return {
    ...feed,
    async page(query, signal) {
      try {
        return await taken(query, signal);
      } catch (error) {
        if (isTaken || !mayBeOfFilters(error) || !(await answers(without, query, signal))) throw error;
      }
      try {
        return await taken(query, signal);
      } catch (error) {
        throw mayBeOfFilters(error) ? refusal(error) : error;
      }
    },
  };
}

/** 400, 404 or 500; a message that is not known reads as an outage. */
function mayBeOfFilters(error: unknown): error is ConnectorError {
  return isConnectorError(error) && error.kind !== 'throttled' && codes.has(error.code);
}

const codes: ReadonlySet<string | undefined> = new Set(['API-400', 'API-404', 'API-5xx']);

async function answers({ page }: Pick<Feed<JsonValue>, 'page'>, query: PageQuery, signal: AbortSignal) {
  try {
    await page({ ...query, limit: 1 }, signal);
    return true;
  } catch (error) {
    if (isConnectorError(error)) return false;
    throw error;
  }
}

function refusal(error: ConnectorError): ConnectorError {
  return new ConnectorError('config', `the API refuses these filters, and answers without them: ${error.message}`, {
    code: 'CFG-001',
    remedy: 'Check field, operator and value of each filter: they must be those of this list in the API reference.',
    cause: error,
  });
}
