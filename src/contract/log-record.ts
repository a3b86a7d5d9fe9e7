/** A point in time as `[seconds since the epoch, nanoseconds]`, the exact form OpenTelemetry takes. */
export type HrTime = readonly [seconds: number, nanoseconds: number];

/** What an attribute may hold. */
export type AttributeValue = string | number | boolean | readonly string[] | readonly number[];

export type Attributes = Readonly<Record<string, AttributeValue>>;

/** Any JSON value: the body of a record is the whole vendor record, nulls and unknown fields included. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** One log record, as the plugin hands it to the host. The host adds nothing but the bytes. */
export interface LogRecord {
  /** Deterministic: the same vendor record gives the same 64 hex digits in every life (`log.record.uid`). */
  readonly uid: string;
  /** Low-cardinality name of the event, such as `paloalto.cortex.audit`. */
  readonly eventName: string;
  /** When it happened at the vendor; absent where the vendor record holds no usable time. */
  readonly time?: HrTime;
  /** When it was read. */
  readonly observedTime: HrTime;
  /** OpenTelemetry severity number, 0 (unspecified) to 24. */
  readonly severityNumber: number;
  /** The vendor's own word. */
  readonly severityText?: string;
  readonly body: JsonValue;
  /** The index on the body; `log.record.uid` is added by the host. */
  readonly attributes: Attributes;
}

/** Who speaks: constant for all records of one open source. */
export interface Origin {
  readonly resource: Attributes;
  readonly scope: { readonly name: string; readonly version: string; readonly schemaUrl: string };
}
