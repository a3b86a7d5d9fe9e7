import type { JsonObject } from '../../faults/answer.ts';
import { createXqlQuery, queryText, type HeldQuery, type XqlQuery } from './xql-query.ts';
import type { XqlOutcome } from './xql-outcome.ts';

/** What a tenant lets its queries cost. */
export interface XqlLimits {
  /** Units of the licence a day. Default 5. */
  readonly licenseQuota: number;
  /** Units bought on top. Default 0. */
  readonly additionalQuota: number;
  /** How many queries may run at once. Default 4, as documented. */
  readonly parallel: number;
}

/** The datasets of a tenant, as what becomes of queries. */
export interface TenantXql {
  /** Decides what becomes of a query by its text; what was decided last counts. */
  put(query: string | RegExp, outcome: XqlOutcome): void;
  /** Decides for all queries nothing was put for. */
  otherwise(outcome: XqlOutcome): void;
  setLimits(limits: Partial<XqlLimits>): void;
  /** The queries that were started, oldest first; what was refused is not among them. */
  readonly started: readonly XqlQuery[];
}

/** A {@link TenantXql} as the endpoints see it. */
export interface HeldXql extends TenantXql {
  readonly limits: XqlLimits;
  /** What becomes of a query with this text. */
  outcomeOf(query: string): XqlOutcome;
  /** Starts a query. @throws InvalidRequest */
  start(request: JsonObject, nowMs: number): HeldQuery;
  /** Notes that a query was refused for those that run. */
  reject(nowMs: number): void;
  find(id: string): HeldQuery | undefined;
  usage(nowMs: number): XqlUsage;
}

/** What has been used on the day (UTC) of a moment. */
export interface XqlUsage {
  readonly running: readonly HeldQuery[];
  /** How many were started. */
  readonly started: number;
  readonly rejected: number;
  readonly used: number;
  readonly remaining: number;
  /** The most that ran at once. */
  readonly mostAtOnce: number;
}

export function createTenantXql(): HeldXql {
  const decided: { readonly query: string | RegExp; readonly outcome: XqlOutcome }[] = [];
  const started: HeldQuery[] = [];
  /** How many ran when each was started, itself included. */
  const atOnce: number[] = [];
  const rejectedMs: number[] = [];
  let fallback: XqlOutcome = {};
  let limits: XqlLimits = { licenseQuota: 5, additionalQuota: 0, parallel: 4 };

  function outcomeOf(query: string): XqlOutcome {
    const matches = (wanted: string | RegExp) => (typeof wanted === 'string' ? wanted === query : wanted.test(query));
    return { ...fallback, ...decided.findLast((entry) => matches(entry.query))?.outcome };
  }

  function usage(nowMs: number): XqlUsage {
    // In the order of time: those of earlier days are not looked through.
    const first = started.findLastIndex(({ atMs }) => !sameDay(atMs, nowMs)) + 1;
    const today = started.slice(first);
    const used = today.reduce((sum, { endsMs, outcome }) => sum + (endsMs <= nowMs ? outcome.cost : 0), 0);
    return {
      running: runningAt(nowMs),
      started: today.length,
      rejected: rejectedMs.filter((atMs) => sameDay(atMs, nowMs)).length,
      used,
      remaining: limits.licenseQuota + limits.additionalQuota - used,
      mostAtOnce: atOnce.slice(first).reduce((most, now) => Math.max(most, now), 0),
    };
  }

  function runningAt(ms: number): readonly HeldQuery[] {
    return started.filter(({ atMs, endsMs }) => atMs <= ms && endsMs > ms);
  }

  return {
    put: (query, outcome) => {
      decided.push({ query, outcome });
    },
    otherwise: (outcome) => {
      fallback = outcome;
    },
    setLimits: (next) => {
      limits = { ...limits, ...next };
    },
    started,
    get limits() {
      return limits;
    },
    outcomeOf,
    start: (request, nowMs) => {
      const number = started.length + 1;
      const id = `${(0x3dd7960a + number).toString(16)}9b4549_${number}_inv`;
      const query = createXqlQuery(request, id, nowMs, outcomeOf(queryText(request)));
      started.push(query);
      atOnce.push(runningAt(nowMs).length);
      return query;
    },
    reject: (nowMs) => {
      rejectedMs.push(nowMs);
    },
    find: (id) => started.find((query) => query.id === id),
    usage,
  };
}

function sameDay(oneMs: number, otherMs: number): boolean {
  return Math.floor(oneMs / 86_400_000) === Math.floor(otherMs / 86_400_000);
}
