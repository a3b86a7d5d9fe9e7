import type { IncomingHttpHeaders } from 'node:http';

/** What the wire showed of one export; the exporter's own verdict hides most of it. */
export type ObservedAnswer =
  | HttpAnswer
  /** The connection failed before a status line. */
  | { readonly kind: 'failed'; readonly error: Error; readonly bytes: number }
  | { readonly kind: 'timeout'; readonly afterMs: number; readonly bytes: number }
  /** The exporter could not encode the records; nothing was sent. */
  | { readonly kind: 'unencodable'; readonly error: unknown; readonly bytes: 0 }
  /** The exporter gave up before a request was made, such as on a header it cannot send. */
  | { readonly kind: 'unsent'; readonly error: unknown; readonly bytes: 0 };

export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** False when the body was cut, timed out, or grew beyond what is read. */
  readonly complete: boolean;
  /** Larger than OTLP allows an answer to be (4 MiB). */
  readonly oversized: boolean;
  /** Bytes of the request. */
  readonly bytes: number;
}
