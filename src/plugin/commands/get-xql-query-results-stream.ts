import { z } from 'zod';
import { readCommand } from './command-definition.ts';
import { streamParameters } from './xql/query-parameters.ts';
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
    '`rawData` is null. `keyFields`: `stream_id`, `rows`, `bytes`, `file`. `files`: the rows as lines of JSON, gzip where that was asked for.',
  troubles: ['The stream is not known, or the tenant has it no more: ask for the results of the query again.'],
  summary: ({ stream_id }) => `Get the rows of ${stream_id}`,
  async run({ stream_id: streamId, is_gzip_compressed: gzip }, means, signal) {
    const { file, rows } = await saveRows({ streamId, gzip }, means, signal);
    const keyFields = { stream_id: streamId, rows, bytes: file.bytes, file: file.name };
    return { answers: [], succeeded: 1, failures: [], keyFields, files: [file] };
  },
});
