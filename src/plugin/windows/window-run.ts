import { z } from 'zod';

const timeMs = z.int().min(0);
const rows = z.int().min(0);

/** A window that is being read. */
const openSchema = z.strictObject({
  /** Its end; it begins where the run is. */
  toMs: timeMs,
  /** How many windows of the grid it covers; more than one asks only whether there is anything in them. */
  windows: z.int().min(1),
  /** The run of the query, and the fingerprint of the query. */
  id: z.string(),
  query: z.string(),
  /** When it was started, by the server's clock. */
  startedMs: timeMs.optional(),
  /** Where its rows are streamed, and how many there are, once that is known. */
  stream: z.string().optional(),
  count: rows.optional(),
  /** How many rows of it have been delivered, and a digest of them in their order. */
  delivered: rows,
  digest: z.string(),
  /** Rows at which a reading ended before it had as many as the result was said to have. */
  endedAt: rows.optional(),
});

export type OpenWindow = Readonly<z.infer<typeof openSchema>>;

/** Windows one after the other, and where that stands. */
export const windowRunSchema = z.strictObject({
  /** Everything before has been delivered. */
  fromMs: timeMs,
  /** Where the next window ends, if before its end on the grid: a window of more rows than a result has is halved. */
  partToMs: timeMs.optional(),
  /** How many windows without a row came last, and how many are asked about at once. */
  empty: z.int().min(0),
  stride: z.int().min(1),
  /** How many times in a row a run of the query came to nothing: the server did not know it, or its result ended short. */
  lost: z.int().min(1).optional(),
  open: openSchema.optional(),
});

export type WindowRun = Readonly<z.infer<typeof windowRunSchema>>;

export function runFrom(fromMs: number): WindowRun {
  return { fromMs, empty: 0, stride: 1 };
}

/** The run with its open window as it is now. */
export function withOpen(run: WindowRun, change: Partial<OpenWindow>): WindowRun {
  return run.open ? { ...run, open: { ...run.open, ...change } } : run;
}

/** The run without its open window: it is asked for anew. */
export function reopened(run: WindowRun): WindowRun {
  return { ...run, open: undefined };
}

/** The run for a query with this fingerprint: what another one has brought is none of its results. */
export function runOf(run: WindowRun, fingerprint: string): WindowRun {
  return run.open && run.open.query !== fingerprint ? reopened(run) : run;
}

/** The open run of the query has come to nothing: it is started again. */
export function lost(run: WindowRun): WindowRun {
  return { ...reopened(run), lost: (run.lost ?? 0) + 1 };
}

/** Windows without a row before several are asked about at once, and then how many more each time. */
const patience = 8;
const growth = 2;

/** Behind the open window, which had rows or not. */
export function passed({ fromMs, empty, stride, open }: WindowRun, hadRows: boolean): WindowRun {
  const next = open ? open.toMs + 1 : fromMs;
  if (hadRows) return { fromMs: next, empty: 0, stride: 1 };
  const emptyNow = empty + 1;
  return { fromMs: next, empty: emptyNow, stride: emptyNow < patience ? stride : stride * growth };
}

/** There is something in the windows that were asked about together: half of them are next. */
export function narrowed({ fromMs, open }: WindowRun): WindowRun {
  return { fromMs, empty: 0, stride: Math.max(1, Math.floor((open?.windows ?? 1) / growth)) };
}

/** The open window has more rows than a result: its first half is next. Undefined for one millisecond. */
export function halved(run: WindowRun): WindowRun | undefined {
  const { fromMs, open } = run;
  if (!open || open.toMs <= fromMs) return undefined;
  return { ...reopened(run), partToMs: fromMs + Math.floor((open.toMs - fromMs + 1) / 2) - 1 };
}
