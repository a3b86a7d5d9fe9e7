import { ConnectorError } from '../../../contract/index.ts';
import { mostInlineRows, type QueryResults } from '../../xql/query-results.ts';

/** Why a query has brought nothing, or not all; undefined: it has. */
export function resultsError(
  queryId: string,
  { state, details, count = 0, rows, streamId }: QueryResults,
  limit = mostInlineRows,
): ConnectorError | undefined {
  const said = details === undefined ? '' : `: ${details}`;
  switch (state) {
    case 'success': {
      const isShort = streamId === undefined && rows.length < Math.min(count, limit);
      return isShort ? short(queryId, rows.length, count) : undefined;
    }
    case 'pending':
      return new ConnectorError('unavailable', `query ${queryId} is still running`, {
        code: 'XQL-923',
        remedy: 'Ask for its results again (get-xql-query-results), or with a larger max_wait_seconds.',
      });
    case 'partial':
      return new ConnectorError('protocol', `query ${queryId} has ended for some of the tenants only${said}`, {
        code: 'XQL-924',
        remedy: 'The rows there are belong to the others; look at the query in the Query Center.',
      });
    case 'failed':
      return new ConnectorError('config', `query ${queryId} has failed${said}`, {
        code: 'XQL-924',
        remedy: 'Try the query in the Query Center of the console, which says where it is wrong.',
      });
  }
}

function short(queryId: string, rows: number, count: number): ConnectorError {
  return new ConnectorError('unavailable', `query ${queryId} has found ${count} rows, and brought ${rows}`, {
    code: 'XQL-927',
    remedy: 'Ask for its results again (get-xql-query-results): the tenant keeps them for a while.',
  });
}
