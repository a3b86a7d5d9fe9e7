import type { JsonValue } from '../../../contract/index.ts';
import { isJsonObject, okAnswer, type Answer, type JsonObject } from '../../faults/answer.ts';
import type { ActionCenter } from '../actions/action-center.ts';
import type { Endpoint, EndpointCall } from '../endpoint.ts';
import { errorAnswer } from '../error-answers.ts';
import { indicatorError } from './indicator-error.ts';

/** Path of Insert Simple Indicators, JSON (Cortex XDR REST API). */
export const insertIndicatorsPath = '/public_api/v1/indicators/insert_jsons';

/** Indicators of a tenant, by what they indicate; the last one inserted counts. */
export interface HeldIndicators {
  readonly list: ReadonlyMap<string, JsonObject>;
  readonly endpoint: Endpoint;
}

/**
 * Makes the endpoint. `request_data` is a list; with `validate` beside it the reply tells what was wrong, without it
 * nobody does. That the others are inserted all the same is assumed.
 */
export function createIndicators(center: ActionCenter): HeldIndicators {
  const list = new Map<string, JsonObject>();

  function answer({ body, nowMs }: EndpointCall): Answer {
    const { request_data: data, validate } = isJsonObject(body)
      ? (body as { request_data?: JsonValue; validate?: JsonValue })
      : {};
    const rows = Array.isArray(data) ? (data as readonly JsonValue[]).filter(isJsonObject) : [];
    if (!Array.isArray(data) || rows.length < data.length) {
      return errorAnswer(400, 'Bad Request. Got an invalid JSON.');
    }
    const judged = rows.map((row) => ({ row, error: indicatorError(row) }));
    for (const { row, error } of judged) {
      if (error === undefined) list.set(String(row['indicator'] as string), row);
    }
    center.note({ kind: 'insert_jsons', atMs: nowMs, request: rows });
    if (validate !== true) return okAnswer({ reply: true });
    const errors = judged
      .filter(({ error }) => error !== undefined)
      .map(({ row, error }) => ({ indicator: row['indicator'] ?? null, error: error ?? null }));
    return okAnswer({ reply: { success: errors.length === 0, validation_errors: errors } });
  }

  return { list, endpoint: { answer } };
}
