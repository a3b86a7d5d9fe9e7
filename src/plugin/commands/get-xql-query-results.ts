import { z } from 'zod';
import type { CommandFailure, JsonValue, LogRecord } from '../../contract/index.ts';
import { awaitResults } from '../xql/await-results.ts';
import { hasRows } from '../xql/query-results.ts';
import { readCommand, type ReadMeans } from './command-definition.ts';
import { oneByOne } from './one-by-one.ts';
import { resultsParameters } from './xql/query-parameters.ts';
import { resultsError } from './xql/results-error.ts';
import { resultsFacts } from './xql/results-facts.ts';
import { rowRecords } from './xql/row-records.ts';

const input = z.strictObject(resultsParameters);
type Input = z.output<typeof input>;

interface Found {
  readonly answer: JsonValue;
  readonly facts: Readonly<Record<string, JsonValue>>;
  readonly streamId: string | undefined;
  readonly records: readonly LogRecord[];
  /** Rows it has found, of all tenants or of some. */
  readonly brought: boolean;
  readonly failure?: CommandFailure;
}

/** What queries have found (Cortex XDR REST API, Get XQL Query Results). */
export const getXqlQueryResults = readCommand({
  name: 'get-xql-query-results',
  title: 'Get XQL Query Results',
  description:
    'What queries have found: up to 1,000 rows each, as the API gives them and as records; of more, the id of the ' +
    'stream that brings them (get-xql-query-results-stream). Waits for queries that are still running. Says what each ' +
    'has cost, and what is left of the quota.',
  permission: 'a role that may run XQL queries (Query Center: View)',
  licence: 'Cortex XDR Pro',
  input,
  example: { query_ids: ['3dd7960a9b4549_16_inv'], max_wait_seconds: 120 },
  result:
    '`rawData` is the answer of the API; of several queries `{results: […]}`. `keyFields`: `queries`, each with its state, count, cost and what is left of the quota, and `stream_ids` of those with more than 1,000 rows. `records`: the rows.',
  troubles: [
    'A query that is not known, or has failed, is named; it takes nothing from the others.',
    'A query is still running when `max_wait_seconds` are over: ask again.',
  ],
  summary: ({ query_ids: ids }) => `Get the results of ${ids.join(', ').slice(0, 200)}`,
  async run(given, means, signal) {
    const ask = async (id: string) => resultsOf(id, given, means, signal);
    const { found, failures } = await oneByOne(given.query_ids, ask, { ...means, what: 'results of queries' });
    const streams = found.flatMap(({ streamId }) => streamId ?? []);
    return {
      answers: found.map(({ answer }) => answer),
      succeeded: found.filter(({ brought }) => brought).length,
      failures: [...failures, ...found.flatMap(({ failure }) => failure ?? [])],
      keyFields: { queries: found.map(({ facts }) => facts), ...(streams.length > 0 && { stream_ids: streams }) },
      records: found.flatMap(({ records }) => records),
    };
  },
});

async function resultsOf(
  queryId: string,
  { limit, max_wait_seconds }: Input,
  means: ReadMeans,
  signal: AbortSignal,
): Promise<Found> {
  const { ask, tell, failure, tools } = means;
  const onPending = (ms: number): void => tell({ message: `${queryId} is running, since ${Math.round(ms / 1000)} s` });
  const options = { queryId, limit, atMostMs: max_wait_seconds * 1000, clock: tools.clock, onPending };
  const results = await awaitResults(ask, options, signal);
  const error = resultsError(queryId, results, limit);
  return {
    answer: results.answer,
    brought: hasRows(results),
    facts: resultsFacts(queryId, results),
    streamId: results.streamId,
    records: rowRecords(queryId, results.rows, means),
    ...(error && { failure: failure(error, { input: queryId }) }),
  };
}
