import type { JsonValue } from '../../contract/index.ts';
import type { BodyStream } from './body-stream.ts';

/**
 * An HTTP answer as a value. Bytes travel as they are, and so does a string under a content type that is not JSON; a
 * function makes them while they are sent; anything else is written as JSON.
 */
export interface Answer {
  readonly status: number;
  /** Lower-case names. Without `content-type` it is `application/json`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonValue | Uint8Array | BodyStream;
}

export type JsonObject = { readonly [key: string]: JsonValue };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

/** Wraps a value as an answer with status 200. */
export function okAnswer(body: JsonValue): Answer {
  return { status: 200, headers: {}, body };
}
