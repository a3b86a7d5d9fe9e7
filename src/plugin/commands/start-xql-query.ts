import { z } from 'zod';
import { type CommandFile, ConnectorError, isConnectorError, type JsonValue } from '../../contract/index.ts';
import { awaitResults } from '../xql/await-results.ts';
import { isLostStart } from '../xql/is-lost-start.ts';
import { hasRows, type QueryResults } from '../xql/query-results.ts';
import type { StartedQuery } from '../xql/start-query.ts';
import { startWhenFree } from '../xql/start-when-free.ts';
import { type CommandOutcome, readCommand, type ReadMeans } from './command-definition.ts';
import { checkTimeframe, startParameters, timeframeOf } from './xql/query-parameters.ts';
import { quotaFacts } from './xql/quota-facts.ts';
import { resultsError } from './xql/results-error.ts';
import { resultsFacts } from './xql/results-facts.ts';
import { rowRecords } from './xql/row-records.ts';
import { saveInlineRows } from './xql/save-inline-rows.ts';
import { saveRows } from './xql/save-rows.ts';

const input = z.strictObject(startParameters).superRefine(checkTimeframe);
type Input = z.output<typeof input>;

/** Starts a query, and brings what it finds if asked to (Cortex XDR REST API, Start an XQL Query). */
export const startXqlQuery = readCommand({
  name: 'start-xql-query',
  title: 'Start XQL Query',
  description:
    'Starts a query in XQL over a period. While four queries run already, which is all a tenant allows, it waits for one ' +
    'to end. With wait it also waits for the end of its own and brings the rows: up to 1,000 in the result and as records, ' +
    'more as lines of JSON to a file or to standard output; to one that is named (--output) they go however few. A query changes nothing, but costs compute units: the quota is ' +
    'shown before and after. A start whose answer is lost is not sent again, since the query may be running.',
  permission: 'a role that may run XQL queries (Query Center: View/Edit)',
  licence: 'Cortex XDR Pro',
  output: 'stream',
  input,
  example: {
    query: 'dataset = xdr_data | fields event_id, event_type, event_sub_type | limit 3',
    start_time: '2026-01-31 08:00',
    end_time: '2026-01-31 09:00',
    wait: true,
  },
  result:
    '`rawData` is the answer of the API; with `wait` `{results: […]}`, of the start and of the rows. `keyFields`: `query_id`, `quota_before`, and with `wait` the state, the count, the cost and `quota_after`. `records`: with `wait` up to 1,000 rows; more are in the file, and all of them where one is named.',
  troubles: [
    '`XQL-921` (500), _reached max allowed amount of parallel running queries_: four were running for as long as it waited; nothing was started.',
    '`XQL-922` (500): the quota is used up; it is not waited for. `XQL-924`: the query is not understood, or has failed.',
    '`XQL-923`: with `wait`, the query is still running; go on with its id. It has been started, though the call has `Failed`.',
  ],
  summary: ({ query }) => `Start the query ${query.replaceAll(/\s+/g, ' ').slice(0, 200)}`,
  async run(given, means, signal) {
    const before = await quotaFacts(means.ask, signal);
    const { query, tenants, wait, max_wait_seconds } = given;
    const timeframe = timeframeOf(given, means.tools.clock.now());
    const asked = { query, timeframe, ...(tenants && { tenants }) };
    let started: StartedQuery;
    try {
      started = await startWhenFree(asked, max_wait_seconds * 1000, means, signal);
    } catch (error) {
      if (!isConnectorError(error)) throw error;
      return notStarted(error, before, means);
    }
    const keyFields = { query_id: started.id, query_ids: [started.id], quota_before: before };
    means.tell({ message: `${started.id} is running` });
    if (!wait) return { answers: [started.answer], succeeded: 1, failures: [], keyFields };
    const ended = await rowsOf(started.id, given, means, signal);
    // What it has come to is told, too, where somebody interrupts it now.
    const after = await quotaFacts(means.ask, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      return null;
    });
    return {
      ...ended,
      answers: [started.answer, ...ended.answers],
      keyFields: { ...keyFields, ...ended.keyFields, quota_after: after },
    };
  },
});

const lookFirst =
  'The query may be running, and cost quota: get-xql-query-quota lists what runs, with the id that get-xql-query-results takes.';

function notStarted(error: ConnectorError, before: JsonValue, { failure }: ReadMeans): CommandOutcome {
  const told = isLostStart(error) ? failure(error, { outcome: 'unknown', remedy: lookFirst }) : failure(error);
  return { answers: [], succeeded: 0, failures: [told], keyFields: { quota_before: before } };
}

/** What a query that was started comes to. It has been started: whatever goes wrong now, and interrupted, its id is told. */
async function rowsOf(queryId: string, given: Input, means: ReadMeans, signal: AbortSignal): Promise<CommandOutcome> {
  const { ask, tell, failure, tools } = means;
  const onPending = (ms: number): void => tell({ message: `${queryId} is running, since ${Math.round(ms / 1000)} s` });
  const options = { queryId, atMostMs: given.max_wait_seconds * 1000, clock: tools.clock, onPending };
  let answers: readonly JsonValue[] = [];
  let keyFields = {};
  try {
    const results = await awaitResults(ask, options, signal);
    answers = [results.answer];
    keyFields = resultsFacts(queryId, results);
    const error = resultsError(queryId, results);
    const records = rowRecords(queryId, results.rows, means);
    const saved = await savedRows(queryId, results, { given, means }, signal);
    const failures = error ? [failure(error, { input: queryId })] : [];
    return {
      answers,
      succeeded: hasRows(results) ? 1 : 0,
      failures,
      keyFields: { ...keyFields, ...saved?.facts },
      records,
      files: saved ? [saved.file] : [],
    };
  } catch (error) {
    if (!signal.aborted && !isConnectorError(error)) throw error;
    const told = failure(isConnectorError(error) ? error : interrupted(queryId), { input: queryId });
    return { answers, succeeded: 0, failures: [{ ...told, remedy: `${told.remedy} ${notAnew(queryId)}` }], keyFields };
  }
}

function interrupted(queryId: string): ConnectorError {
  return new ConnectorError('unavailable', `interrupted before query ${queryId} had brought its rows`, {
    code: 'XQL-923',
    remedy: 'It goes on by itself.',
  });
}

/** Who sees a failure runs the command again, which would be another query. */
function notAnew(queryId: string): string {
  return `The query itself need not be run again: get-xql-query-results (query_ids: ["${queryId}"]) goes on with it.`;
}

interface RowsFile {
  readonly file: CommandFile;
  readonly facts: Readonly<Record<string, JsonValue>>;
}

/** More rows than an answer holds go to the output, fewer only where it was named for them. */
async function savedRows(
  queryId: string,
  results: QueryResults,
  { given, means }: { readonly given: Input; readonly means: ReadMeans },
  signal: AbortSignal,
): Promise<RowsFile | undefined> {
  const { streamId, count, rows: inline } = results;
  const { is_gzip_compressed: gzip } = given;
  if (streamId === undefined && !(means.output.isNamed && hasRows(results))) return undefined;
  const { file, rows } =
    streamId === undefined
      ? await saveInlineRows({ queryId, rows: inline, gzip }, means.output)
      : await saveRows({ streamId, gzip, expectedRows: count }, means, signal);
  return { file, facts: { rows, bytes: file.bytes, file: file.name } };
}
