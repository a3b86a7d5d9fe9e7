import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Answer, JsonObject } from '../../faults/answer.ts';
import type { Endpoint } from '../endpoint.ts';
import { xqlError } from '../error-answers.ts';
import { fieldText } from '../field-text.ts';
import { answerRequestData } from '../request-data.ts';
import { streamIdOf } from './query-results.ts';
import { rowLines } from './row-lines.ts';
import type { HeldXql } from './tenant-xql.ts';
import type { HeldQuery } from './xql-query.ts';

/** Path of Get XQL Query Results Stream (Cortex XDR REST API). */
export const queryStreamPath = '/public_api/v1/xql/get_query_results_stream';

/**
 * Makes the endpoint: rows as lines of JSON in no envelope, chunked, or a gzip file of them. A stream can be asked for
 * again, and starts from its first row then (assumed, as is the content type).
 */
export function createQueryStream(xql: HeldXql): Endpoint {
  function stream(request: JsonObject, nowMs: number): Answer {
    const id = fieldText(request['stream_id']);
    const query = xql.find(id.replace(/^stream-/, ''));
    if (!query || streamIdOf(query) !== id || nowMs < query.endsMs) return xqlError(`stream ${id} was not found`);
    return request['is_gzip_compressed'] === true ? gzipFile(query) : lines(query);
  }

  return { answer: ({ body, nowMs }) => answerRequestData(body, (request) => stream(request, nowMs)) };
}

function lines(query: HeldQuery): Answer {
  const headers = { 'content-type': 'application/octet-stream' };
  return { status: 200, headers, body: () => rowLines(query.rows()) };
}

function gzipFile(query: HeldQuery): Answer {
  const headers = { 'content-type': 'application/gzip' };
  return { status: 200, headers, body: () => Readable.from(rowLines(query.rows())).pipe(createGzip()) };
}
