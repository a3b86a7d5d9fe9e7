import { z } from 'zod';
import { errorKinds, gaugeNames, type Checkpoint, type Gauges } from '../../contract/index.ts';

/** What is counted per connector, since its first start. Records, but for `requests`, `exports`, `polls`, `failures`. */
export const counterNames = [
  'fetched',
  'accepted',
  'rejected',
  'deadLettered',
  'duplicates',
  'filtered',
  'restricted',
  'unmapped',
  'overlapShortened',
  'requests',
  'exports',
  'polls',
  'failures',
] as const;

export type CounterName = (typeof counterNames)[number];
export type Counters = Readonly<Record<CounterName, number>>;

const epochMs = z.number();

/** When something last happened, epoch milliseconds. Absent: never. */
const timesSchema = z.strictObject({
  /** A poll began. */
  pollMs: epochMs.optional(),
  /** A poll ended without an error. */
  successMs: epochMs.optional(),
  /** The newest vendor time delivered. */
  eventMs: epochMs.optional(),
  /** A batch was accepted. */
  acceptedMs: epochMs.optional(),
});

const lastErrorSchema = z.strictObject({
  kind: z.enum(errorKinds),
  code: z.string().optional(),
  message: z.string(),
  remedy: z.string().optional(),
  atMs: epochMs,
});

/** Everything of a connector's row but the checkpoint. Additions are optional or have a default: old rows lack them. */
const detailsSchema = z.object({
  status: z.string(),
  counters: z.record(z.string(), z.number()),
  times: timesSchema,
  lastError: lastErrorSchema.nullable(),
  memo: z.record(z.string(), z.string()),
  gauges: z.partialRecord(z.enum(gaugeNames), z.number()).catch({}).default({}),
});

export type StateTimes = Readonly<z.infer<typeof timesSchema>>;
export type LastError = Readonly<z.infer<typeof lastErrorSchema>>;
export type Memos = Readonly<Record<string, string>>;

export interface StateDetails {
  /** The status word; `Pending` before any was saved. */
  readonly status: string;
  readonly counters: Counters;
  readonly times: StateTimes;
  readonly lastError: LastError | undefined;
  /** What the plugin asked to be kept, such as the key type that worked. */
  readonly memo: Memos;
  /** How things stand beyond the checkpoint, as the source last told. */
  readonly gauges: Gauges;
}

/** What is kept of one connector. */
export interface ConnectorState extends StateDetails {
  readonly id: string;
  /** Undefined before the first commit, and after a reset. */
  readonly checkpoint: Checkpoint | undefined;
}

/** What changes in a row. What is absent stays as it is. */
export interface StateChange {
  readonly status?: string;
  /** Added to the counters. */
  readonly add?: Partial<Counters>;
  /** Replaces the times it names. */
  readonly times?: StateTimes;
  /** Null forgets the last error. */
  readonly lastError?: LastError | null;
  /** Replaces the whole map. */
  readonly memo?: Memos;
  /** Replaces the gauges it names. */
  readonly gauges?: Gauges;
}

function countersOf(count: (name: CounterName) => number): Counters {
  return Object.fromEntries(counterNames.map((name) => [name, count(name)])) as Record<CounterName, number>;
}

export const initialDetails: StateDetails = {
  status: 'Pending',
  counters: Object.freeze(countersOf(() => 0)),
  times: {},
  lastError: undefined,
  memo: {},
  gauges: {},
};

export function changed(details: StateDetails, change: StateChange): StateDetails {
  return {
    status: change.status ?? details.status,
    counters: countersOf((name) => details.counters[name] + (change.add?.[name] ?? 0)),
    times: { ...details.times, ...change.times },
    lastError: change.lastError === undefined ? details.lastError : (change.lastError ?? undefined),
    memo: change.memo ?? details.memo,
    gauges: { ...details.gauges, ...change.gauges },
  };
}

export function encodeDetails(details: StateDetails): string {
  return JSON.stringify({ ...details, lastError: details.lastError ?? null });
}

/** Of another version's row the counters that are known. @throws when the text is none of ours. */
export function decodeDetails(text: string): StateDetails {
  const parsed = detailsSchema.parse(JSON.parse(text));
  return {
    ...parsed,
    counters: countersOf((name) => parsed.counters[name] ?? 0),
    lastError: parsed.lastError ?? undefined,
  };
}
