import { ROOT_CONTEXT, type AnyValue, type HrTime as ApiHrTime } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, type ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { Attributes, HrTime, LogRecord, Origin } from '../../contract/index.ts';
import { sanitise, textBytes } from './sanitise.ts';

/** A record in the form the official exporters take. */
export interface PreparedRecord {
  readonly record: LogRecord;
  readonly readable: ReadableLogRecord;
  /** Upper bound of its size in a request, in bytes. */
  readonly bytes: number;
}

export type RecordMaker = (record: LogRecord) => PreparedRecord;

/**
 * The deprecated attribute `event.name` beside the record's own `event_name` field: only for decoders that lose the
 * field. The OpenTelemetry Collector keeps it.
 */
const eventNameAttribute = false;

/** Fixed fields and punctuation of one record in OTLP/JSON; two 20-digit times among them. */
const recordOverhead = 300;

/**
 * Makes OpenTelemetry log records of one origin through the official SDK. Its processor only collects, and the root
 * context keeps a span of whoever calls out of the records.
 */
export function createRecordMaker(origin: Origin): RecordMaker {
  let emitted: ReadableLogRecord | undefined;
  const provider = new LoggerProvider({
    resource: resourceFromAttributes(cleanAttributes(origin.resource).value),
    logRecordLimits: { attributeCountLimit: Number.POSITIVE_INFINITY },
    processors: [
      {
        onEmit(record) {
          emitted = record;
        },
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  });
  const { name, version, schemaUrl } = origin.scope;
  const logger = provider.getLogger(name, version, { schemaUrl });

  return (record) => {
    const body = sanitise(record.body);
    const attributes = cleanAttributes(record.attributes, identityOf(record));
    logger.emit({
      context: ROOT_CONTEXT,
      eventName: record.eventName,
      timestamp: exportableTime(record.time),
      observedTimestamp: exportableTime(record.observedTime),
      severityNumber: record.severityNumber,
      ...(record.severityText === undefined ? {} : { severityText: record.severityText.toWellFormed() }),
      body: body.value as AnyValue,
      attributes: attributes.value,
    });
    if (emitted === undefined) throw new Error('the OpenTelemetry logger swallowed a record');
    const text = textBytes(record.eventName) + textBytes(record.severityText ?? '');
    const prepared = { record, readable: emitted, bytes: recordOverhead + text + body.bytes + attributes.bytes };
    emitted = undefined;
    return prepared;
  };
}

function identityOf(record: LogRecord): Attributes {
  if (!eventNameAttribute) return { 'log.record.uid': record.uid };
  return { 'log.record.uid': record.uid, 'event.name': record.eventName };
}

type SdkAttributes = Record<string, string | number | boolean | string[] | number[]>;

/** One fresh object of the exact values the exporter may see: the SDK copies shallowly and checks little. */
function cleanAttributes(attributes: Attributes, more: Attributes = {}): { value: SdkAttributes; bytes: number } {
  const value: SdkAttributes = {};
  let bytes = 0;
  for (const source of [attributes, more]) {
    for (const key of Object.keys(source)) {
      const clean = sanitise(source[key] ?? '');
      // Attribute values are scalars or lists of scalars, and sanitising keeps them so.
      value[key] = clean.value as SdkAttributes[string];
      bytes += clean.bytes + textBytes(key);
    }
  }
  return { value, bytes };
}

/** 2^63 nanoseconds, in seconds: the year 2262. Decoders read times as 64-bit integers. */
const lastSecond = 9_223_372_036;

/** `[0, 0]`, OTLP's "unknown", for a time that does not fit: one such value would make a decoder refuse the request. */
function exportableTime(time: HrTime | undefined): ApiHrTime {
  if (time === undefined) return [0, 0];
  const [seconds, nanoseconds] = time;
  const fits = Number.isInteger(seconds) && seconds >= 0 && seconds < lastSecond;
  const fitsToo = Number.isInteger(nanoseconds) && nanoseconds >= 0 && nanoseconds < 1e9;
  return fits && fitsToo ? [seconds, nanoseconds] : [0, 0];
}
