import { z } from 'zod';
import { hasRows, queryResults } from '../xql/query-results.ts';
import { readCommand, type ReadMeans } from './command-definition.ts';
import { streamParameters } from './xql/query-parameters.ts';
import { resultsError } from './xql/results-error.ts';
import { saveRows } from './xql/save-rows.ts';

/** Brings the rows of a query that found more than 1000 (Cortex XDR REST API, Get XQL Query Results Stream). */
export const getXqlQueryResultsStream = readCommand({
  name: 'get-xql-query-results-stream',
  title: 'Get XQL Query Results Stream',
  description:
    'All rows of a query that found more than 1,000, as lines of JSON to a file or to standard output, piece by piece, ' +
    'however many there are. Rows that break off leave no file behind, and can be asked for again while the tenant keeps ' +
    'them. The rows become no records: for that there is the source xdr-xql.',
  permission: 'a role that may run XQL queries (Query Center: View)',
  licence: 'Cortex XDR Pro',
  output: 'stream',
  input: z.strictObject(streamParameters),
  example: { stream_id: 'stream-3dd7960b9b4549_1_inv' },
  result:
    '`rawData` is null. `keyFields`: `stream_id`, `rows`, `bytes`, `file`, and with `query_id` `number_of_results`. `files`: the rows as lines of JSON, gzip where that was asked for.',
  troubles: [
    'The stream is not known, or the tenant has it no more: ask for the results of the query again.',
    '`NET-102`, _the stream brought … rows of …_: it ended before the last one of the query; ask for it again.',
  ],
  summary: ({ stream_id }) => `Get the rows of ${stream_id}`,
  async run({ stream_id: streamId, query_id: queryId, is_gzip_compressed: gzip }, means, signal) {
    const expectedRows = queryId === undefined ? undefined : await countOf(queryId, means, signal);
    const { file, rows } = await saveRows({ streamId, gzip, expectedRows }, means, signal);
    const counted = expectedRows === undefined ? {} : { number_of_results: expectedRows };
    const keyFields = { stream_id: streamId, rows, ...counted, bytes: file.bytes, file: file.name };
    return { answers: [], succeeded: 1, failures: [], keyFields, files: [file] };
  },
});

/** How many rows a query has found; undefined where the tenant does not say. @throws ConnectorError where it has none. */
async function countOf(
  queryId: string,
  { ask }: Pick<ReadMeans, 'ask'>,
  signal: AbortSignal,
): Promise<number | undefined> {
  const results = await queryResults(ask, { queryId }, signal);
  const error = hasRows(results) ? undefined : resultsError(queryId, results);
  if (error) throw error;
  return results.count;
}
