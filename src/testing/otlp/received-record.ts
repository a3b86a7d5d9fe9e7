import type { JsonValue } from '../../contract/index.ts';

/**
 * A log record as an endpoint received it, the same whether it came as JSON or as protobuf. Times are nanoseconds since
 * the epoch as decimal text, '0' when absent. Integers that a number cannot hold are decimal text, bytes are base64, an
 * empty value is null.
 */
export interface ReceivedRecord {
  readonly resource: ReceivedAttributes;
  readonly scope: { readonly name: string; readonly version: string; readonly attributes: ReceivedAttributes };
  /** Schema URL of the resource and of the scope. */
  readonly schemaUrls: { readonly resource: string; readonly scope: string };
  readonly timeUnixNano: string;
  readonly observedTimeUnixNano: string;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly eventName: string;
  readonly body: JsonValue;
  readonly attributes: ReceivedAttributes;
  readonly droppedAttributesCount: number;
  /** Lower-case hex; '' when absent. */
  readonly traceId: string;
  readonly spanId: string;
}

export type ReceivedAttributes = { readonly [key: string]: JsonValue };
