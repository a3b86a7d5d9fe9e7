import { okAnswer, type Answer, type JsonObject } from '../../faults/answer.ts';
import type { Endpoint } from '../endpoint.ts';
import { xqlError } from '../error-answers.ts';
import { answerRequestData } from '../request-data.ts';
import type { HeldXql } from './tenant-xql.ts';
import { queryText } from './xql-query.ts';

/** Path of Start an XQL Query (Cortex XDR REST API). */
export const startQueryPath = '/public_api/v1/xql/start_xql_query';

const tooManyRunning =
  'reached max allowed amount of parallel running queries. please wait for some queries to finish and submit your query again';

/** Makes the endpoint. Who has spent the quota starts nothing (documented); with which words is assumed. */
export function createStartQuery(xql: HeldXql): Endpoint {
  function start(request: JsonObject, nowMs: number): Answer {
    const { refusal } = xql.outcomeOf(queryText(request));
    if (refusal !== undefined) return xqlError(refusal);
    const { running, remaining } = xql.usage(nowMs);
    if (running.length >= xql.limits.parallel) {
      xql.reject(nowMs);
      return busy(tooManyRunning, xql, nowMs);
    }
    if (remaining <= 0) return busy('reached max allowed query quota', xql, nowMs);
    return okAnswer({ reply: xql.start(request, nowMs).id });
  }

  return { answer: ({ body, nowMs }) => answerRequestData(body, (request) => start(request, nowMs)) };
}

/** The one error of the API with an object in `err_extra`. */
function busy(message: string, xql: HeldXql, nowMs: number): Answer {
  const { remaining, started, rejected } = xql.usage(nowMs);
  return xqlError({
    err_msg: message,
    query_cost: 0,
    remaining_quota: remaining,
    total_daily_running_queries: started,
    total_daily_concurrent_rejected_queries: rejected,
  });
}
