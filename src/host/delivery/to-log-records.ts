import type {
  AnyValue,
  Attributes as ApiAttributes,
  HrTime as ApiHrTime,
  LogRecord as ApiLogRecord,
} from '@opentelemetry/api';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { HrTime, LogRecord, Origin } from '../../contract/index.ts';
import { createCollectingLogger } from './collecting-logger.ts';
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

/** Fixed fields, uid and punctuation of one record in OTLP/JSON. */
const recordOverhead = 500;

/** Makes OpenTelemetry log records of one origin through the official SDK. */
export function createRecordMaker(origin: Origin): RecordMaker {
  const log = createCollectingLogger(origin);
  return (record) => {
    const { uid, eventName, severityNumber, severityText } = record;
    const meter = { bytes: recordOverhead + 2 * textBytes(eventName) + textBytes(severityText ?? '') };
    const made: Omit<ApiLogRecord, 'attributes'> = {
      eventName,
      timestamp: exportableTime(record.time),
      observedTimestamp: exportableTime(record.observedTime),
      severityNumber,
      body: sanitise(record.body, meter) as AnyValue,
    };
    if (severityText !== undefined) made.severityText = severityText.toWellFormed();
    const attributes = {
      ...(sanitise(record.attributes, meter) as ApiAttributes),
      'log.record.uid': uid,
      ...(eventNameAttribute ? { 'event.name': eventName } : {}),
    };
    return { record, readable: log(made, attributes), bytes: meter.bytes };
  };
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
