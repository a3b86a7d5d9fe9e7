import { hash } from 'node:crypto';
import { type Clock, ConnectorError, isConnectorError, type JsonValue } from '../../contract/index.ts';
import type { QueryConfig } from '../cortex-config.ts';
import { contentHash, recordUid } from '../sources/record-uid.ts';
import { timeMsOf } from '../sources/vendor-time.ts';
import { objectOf } from '../sources/vendor-values.ts';
import type { SupplyMeans } from '../supply/supply.ts';
import type { QueryOutcome, WindowQuery } from '../windows/window-query.ts';
import { oversizedCode } from '../paging/feed.ts';
import type { Ask } from './ask.ts';
import { awaitResults } from './await-results.ts';
import { isGone } from './is-gone.ts';
import { isLostStart } from './is-lost-start.ts';
import { isRowByRow } from './is-row-by-row.ts';
import { mostRows } from './most-rows.ts';
import { openRowStream } from './open-row-stream.ts';
import { parseRow } from './parse-row.ts';
import { queryQuota } from './query-quota.ts';
import type { QueryResults } from './query-results.ts';
import { rowLines } from './row-lines.ts';
import { startQuery } from './start-query.ts';

export interface WindowQueryOptions extends Pick<SupplyMeans, 'api' | 'once' | 'streams' | 'binding'> {
  readonly clock: Clock;
  readonly query: QueryConfig;
  /** How long one look at a query may wait for its end, milliseconds. */
  readonly patienceMs: number;
}

/** What names the query in ids and checkpoints. */
export function queryFingerprint({ text, tenants }: QueryConfig): string {
  return hash('sha256', JSON.stringify([text, ...tenants])).slice(0, 16);
}

/** An XQL query that is run over windows of time. */
export function openWindowQuery({ api, once, streams, binding, clock, ...options }: WindowQueryOptions): WindowQuery {
  const { text, name, tenants } = options.query;
  const fingerprint = queryFingerprint(options.query);
  const hashOf = contentHash();
  let answers = 0;
  let quotaLeft: number | undefined;
  let server: { readonly dateMs: number; readonly elapsedMs: number } | undefined;

  const asking =
    ({ post }: Pick<SupplyMeans['api'], 'post'>): Ask =>
    async (path, body, signal) => {
      const answer = await post(path, body, signal);
      answers += 1;
      // Without a `Date` there is no other clock than ours.
      server = { dateMs: answer.dateMs ?? clock.now(), elapsedMs: clock.elapsed() };
      return answer.body;
    };
  const ask = asking(api);
  const askOnce = asking(once);

  async function now(signal: AbortSignal): Promise<number> {
    if (!server) {
      const { licensed, purchased = 0, used = 0 } = await queryQuota(ask, signal);
      if (licensed !== undefined) quotaLeft = licensed + purchased - used;
    }
    return server ? server.dateMs + (clock.elapsed() - server.elapsedMs) : clock.now();
  }

  async function results(queryId: string, signal: AbortSignal) {
    const found = await awaitResults(ask, { queryId, atMostMs: options.patienceMs, clock }, signal);
    quotaLeft = found.remainingQuota ?? quotaLeft;
    return found;
  }

  return {
    mostRows,
    isRowByRow: isRowByRow(text),
    answers: () => answers,
    quotaLeft: () => quotaLeft,
    now,
    async start({ fromMs, toMs }, { exists }, signal) {
      // On a line of its own: the query may end with a comment.
      const query = exists ? `${text}\n| limit 1` : text;
      const asked = { query, timeframe: { from: fromMs, to: toMs }, tenants };
      return (await patiently(startQuery(askOnce, asked, signal))).id;
    },
    async outcome(run, signal) {
      const found = await unlessTold(results(run, signal));
      if (found === 'unknown' || found === 'too large') return found;
      return found.state === 'pending' ? 'pending' : outcomeOf(run, found);
    },
    async stream(streamId, signal) {
      const answer = await unlessTold(openRowStream(streams, { streamId, gzip: false }, signal));
      if (answer === 'unknown' || answer === 'too large') return undefined;
      answers += 1;
      return rowsOf(answer.body);
    },
    row(item, { fromMs, toMs }) {
      const row = objectOf(item) ?? {};
      const rowHash = hashOf(item);
      return {
        timeMs: timeMsOf(row['_time']) ?? timeMsOf(row['insert_timestamp']),
        hash: rowHash,
        uid: (before) =>
          recordUid(binding.source, binding.tenant, [fingerprint, fromMs, toMs, rowHash, before].join('\n')),
        attributes: {
          'paloalto.cortex.xql.query.hash': fingerprint,
          ...(name !== undefined && { 'paloalto.cortex.xql.query.name': name }),
          'paloalto.cortex.xql.window.from': fromMs,
          'paloalto.cortex.xql.window.to': toMs,
        },
      };
    },
  };
}

async function* rowsOf(body: AsyncIterable<Buffer>): AsyncGenerator<JsonValue> {
  for await (const line of rowLines(body)) yield parseRow(line);
}

/** From a start whose answer was lost to the next one, milliseconds: the query may be running, and each costs quota. */
const afterLostStartMs = 60_000;

async function patiently<T>(started: Promise<T>): Promise<T> {
  try {
    return await started;
  } catch (error) {
    if (!isConnectorError(error) || !isLostStart(error)) throw error;
    const { kind, message, code, remedy, status, cause } = error;
    const details = { cause, ...(code !== undefined && { code }), ...(remedy !== undefined && { remedy }) };
    const wait = { ...(status !== undefined && { status }), retryAfterMs: afterLostStartMs };
    throw new ConnectorError(kind, `${message}; whether the query was started is not known`, { ...details, ...wait });
  }
}

async function unlessTold<T>(asked: Promise<T>): Promise<T | 'unknown' | 'too large'> {
  try {
    return await asked;
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    if (error.code === oversizedCode) return 'too large';
    if (isGone(error)) return 'unknown';
    throw error;
  }
}

function outcomeOf(run: string, { state, count, rows, streamId, details = '' }: QueryResults): QueryOutcome {
  const said = details === '' ? '' : `: ${details}`;
  // What is there counts, whatever is said; there is no stream of nothing.
  const least = streamId === undefined ? rows.length : 1;
  const found = { count: Math.max(count ?? 0, least), rows: streamId === undefined ? rows : { stream: streamId } };
  if (state === 'success') return found;
  const what = state === 'partial' ? 'has ended for some of its tenants only' : 'has failed';
  const failure = new ConnectorError('config', `query ${run} ${what}${said}`, {
    code: 'XQL-924',
    remedy: 'Try the query in the Query Center of the console, which says where it is wrong. Nothing is skipped.',
  });
  return { ...found, failure };
}
