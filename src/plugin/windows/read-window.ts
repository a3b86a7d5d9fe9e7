import { ConnectorError, type JsonValue, type Logger } from '../../contract/index.ts';
import { nextWindow } from './next-window.ts';
import { type NumberedRows, numberedRows } from './numbered-rows.ts';
import type { QueryOutcome, WindowQuery } from './window-query.ts';
import { halved, lost, narrowed, type OpenWindow, passed, reopened, type WindowRun, withOpen } from './window-run.ts';
import type { WindowStep } from './window-step.ts';

export interface ReadWindowOptions {
  readonly query: WindowQuery;
  readonly fingerprint: string;
  readonly spanMs: number;
  readonly batchSize: number;
  readonly logger: Pick<Logger, 'warn'>;
  /** Windows end before it, epoch milliseconds. Looked at again once a query has been started. */
  readonly endMs: (signal: AbortSignal) => Promise<number>;
}

/**
 * Takes a run on by one window, or by one of the answers that takes: each is saved by itself, so that whatever fails next
 * is all that is asked for again. Nothing is yielded where no window has ended.
 */
export async function* readWindow(
  run: WindowRun,
  options: ReadWindowOptions,
  signal: AbortSignal,
): AsyncGenerator<WindowStep> {
  const { query } = options;
  const { open } = run;
  if (!open) {
    const begun = await begin(run, options, signal);
    if (begun) yield { rows: [], run: begun };
    return;
  }
  if (open.stream !== undefined) {
    yield* streamed(run, open, { ...options, stream: open.stream }, signal);
    return;
  }
  const outcome = await query.outcome(open.id, signal);
  if (outcome === 'pending') return assertEnds(open, await query.now(signal));
  if (outcome === 'unknown') yield* forgotten(run);
  else if (outcome === 'too large') yield { rows: [], run: split(run, open, tooLarge, options) };
  else yield* answered(run, { ...options, open, outcome }, signal);
}

/** A query that runs for so long, milliseconds, is told of: minutes are usual. It is waited for all the same. */
const longMs = 3_600_000;

function assertEnds({ id, startedMs }: OpenWindow, nowMs: number): void {
  if (startedMs === undefined || nowMs - startedMs < longMs) return;
  const since = new Date(startedMs).toISOString();
  throw new ConnectorError('unavailable', `query ${id} has been running since ${since}, and is waited for`, {
    code: 'XQL-923',
    remedy: 'Look at it in the Query Center; where it is cancelled there, it is run again.',
  });
}

/** Results are kept for a while. One that is not known when it is asked for the first time costs, and brings nothing. */
function* forgotten(run: WindowRun): Generator<WindowStep> {
  const next = lost(run);
  yield { rows: [], run: next };
  if ((next.lost ?? 0) < mostLost) return;
  throw new ConnectorError('protocol', 'the tenant does not know the queries that it has started', {
    code: 'XQL-926',
    remedy: 'Report this as a bug; each of them costs quota.',
    retryAfterMs: afterLostMs,
  });
}

/** So often in a row a query is started again at once, and so long, milliseconds, from one to the next after that. */
const mostLost = 2;
const afterLostMs = 900_000;

/** Starts the query over the next window. */
async function begin(
  run: WindowRun,
  { query, fingerprint, spanMs, endMs }: ReadWindowOptions,
  signal: AbortSignal,
): Promise<WindowRun | undefined> {
  const window = nextWindow(run, { endMs: await endMs(signal), spanMs, leaps: query.isRowByRow });
  if (!window) return undefined;
  const { fromMs, toMs, windows } = window;
  const id = await query.start({ fromMs, toMs }, { exists: windows > 1 }, signal);
  // By the clock of this answer the window may not have ended: then its rows may not be there yet.
  if (toMs >= (await endMs(signal))) return undefined;
  const startedMs = await query.now(signal);
  return { ...run, open: { toMs, windows, id, query: fingerprint, startedMs, delivered: 0, digest: '' } };
}

interface Answered extends ReadWindowOptions {
  readonly open: OpenWindow;
  readonly outcome: QueryOutcome;
}

async function* answered(
  run: WindowRun,
  { open, outcome, ...options }: Answered,
  signal: AbortSignal,
): AsyncGenerator<WindowStep> {
  const { count, rows, failure } = outcome;
  if (failure) {
    yield { rows: [], run: reopened(run) };
    throw failure;
  }
  if (open.windows > 1) yield { rows: [], run: count > 0 ? narrowed(run) : passed(run, false) };
  else if (count >= options.query.mostRows) yield { rows: [], run: split(run, open, tooMany, options) };
  else if ('stream' in rows) yield { rows: [], run: withOpen(run, { stream: rows.stream, count }) };
  else yield* delivered(withOpen(run, { count }), rows, options, signal);
}

/** Why a window is halved. A result that is full may have been cut off. */
const tooMany = 'more rows than a result can have';
const tooLarge = 'rows that are larger than an answer may be';

function split(
  run: WindowRun,
  open: OpenWindow,
  why: string,
  { logger }: Pick<ReadWindowOptions, 'logger'>,
): WindowRun {
  const half = open.windows > 1 ? narrowed(run) : halved(run);
  const window = `${new Date(run.fromMs).toISOString()} to ${new Date(open.toMs).toISOString()}`;
  if (half) {
    logger.warn({ window }, `${why}: the window is halved`);
    return half;
  }
  throw new ConnectorError('config', `the query has ${why} in one millisecond: ${window}`, {
    code: 'XQL-925',
    remedy: 'Narrow the query: fewer rows, or fewer columns with | fields ….',
  });
}

async function* streamed(
  run: WindowRun,
  open: OpenWindow,
  { stream, ...options }: ReadWindowOptions & { readonly stream: string },
  signal: AbortSignal,
): AsyncGenerator<WindowStep> {
  const rows = await options.query.stream(stream, signal);
  if (rows) yield* delivered(withOpen(run, { count: open.count ?? 0 }), rows, options, signal);
  else yield* forgotten(run);
}

/** Delivers the rows that have not been, in batches; what came before a failure as well. */
async function* delivered(
  run: WindowRun,
  items: readonly JsonValue[] | AsyncIterable<JsonValue>,
  { query, batchSize, logger }: ReadWindowOptions,
  signal: AbortSignal,
): AsyncGenerator<WindowStep> {
  const { open } = run;
  if (!open) return;
  const rows = numberedRows(query, { fromMs: run.fromMs, toMs: open.toMs }, open);
  const step = (): WindowStep => ({ rows: rows.take(), run: withOpen(run, rows.place()) });
  try {
    for await (const item of items) {
      if (!rows.add(item)) return yield { rows: [], run: fromFirstRow(run) };
      if (rows.waiting() >= batchSize) yield step();
      if (rows.read() >= query.mostRows) break;
    }
  } catch (error) {
    if (rows.waiting() > 0 && !signal.aborted) yield step();
    throw error;
  }
  yield* atEnd(run, open, { rows, logger, mostRows: query.mostRows });
}

interface Read extends Pick<ReadWindowOptions, 'logger'> {
  readonly rows: NumberedRows;
  readonly mostRows: number;
}

/** A reading has come to its end, which may not be that of the result. */
function* atEnd(run: WindowRun, open: OpenWindow, { rows, mostRows, logger }: Read): Generator<WindowStep> {
  const read = rows.read();
  if (read >= mostRows) {
    // Nobody had said how many there are. They come again in the halves, with other uids; none is missing that way.
    return yield { rows: rows.take(), run: split(run, open, tooMany, { logger }) };
  }
  const missing = (open.count ?? 0) - read;
  if (missing > 0 && open.endedAt !== read) {
    yield { rows: rows.take(), run: withOpen(run, { ...rows.place(), endedAt: read }) };
    throw new ConnectorError('unavailable', `a result of ${open.count} rows ended after ${read}`, { code: 'XQL-927' });
  }
  // It may be this result that is broken: another run of the query tells. Rows repeat, with the uids they had.
  if (missing > 0 && run.lost === undefined) return yield { rows: rows.take(), run: lost(run) };
  if (read < open.delivered) return yield { rows: [], run: fromFirstRow(run) };
  if (missing > 0) logger.warn({ rows: read, said: open.count }, 'a result has fewer rows than it was said to have');
  yield { rows: rows.take(), run: passed(withOpen(run, rows.place()), read > 0) };
}

/** All rows are delivered again, with the uids they had. */
function fromFirstRow(run: WindowRun): WindowRun {
  return withOpen(run, { delivered: 0, digest: '' });
}
