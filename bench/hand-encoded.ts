import type { Attributes, JsonValue, Origin } from '../src/contract/index.ts';
import type { JsonObject } from '../src/testing/index.ts';
import type { HandMapped } from './hand-mapped.ts';

/**
 * One OTLP/JSON request. Each record is bytes of its own: one character beyond Latin-1 would make a text of all of them
 * twice as long, and dear to encode.
 */
export function handEncoded(records: readonly Buffer[], { resource, scope }: Origin): Buffer {
  const logs = `"scope":{"name":"${scope.name}","version":"${scope.version}"},"schemaUrl":"${scope.schemaUrl}"`;
  const owner = `"resource":{"attributes":${keyValues(resource)}}`;
  const opening = Buffer.from(`{"resourceLogs":[{${owner},"scopeLogs":[{${logs},"logRecords":[`);
  const parts = records.flatMap((record, index) => (index === 0 ? [record] : [comma, record]));
  return Buffer.concat([opening, ...parts, closing]);
}

const comma = Buffer.from(',');
const closing = Buffer.from(']}]}]}');

export function handEncodedRecord(item: JsonObject, mapped: HandMapped, observedNanos: string): Buffer {
  const { eventName, timeMs, severityNumber, severityText, attributes } = mapped;
  const times = `"timeUnixNano":"${timeMs}000000","observedTimeUnixNano":"${observedNanos}"`;
  const severity = `"severityNumber":${severityNumber},"severityText":${JSON.stringify(severityText)}`;
  const named = `"eventName":"${eventName}","attributes":${keyValues(attributes)}`;
  return Buffer.from(`{${times},${severity},${named},"body":${anyValue(item)}}`);
}

function keyValues(map: JsonObject | Attributes): string {
  let text = '[';
  for (const key in map) {
    text += `${text.length > 1 ? ',' : ''}{"key":${JSON.stringify(key)},"value":${anyValue(map[key] ?? null)}}`;
  }
  return `${text}]`;
}

function anyValue(value: JsonValue): string {
  if (typeof value === 'string') return `{"stringValue":${JSON.stringify(value)}}`;
  if (typeof value === 'boolean') return `{"boolValue":${value}}`;
  if (value === null) return '{}';
  if (typeof value === 'number') return Number.isInteger(value) ? `{"intValue":${value}}` : `{"doubleValue":${value}}`;
  if (Array.isArray(value)) return `{"arrayValue":{"values":[${value.map(anyValue).join(',')}]}}`;
  return `{"kvlistValue":{"values":${keyValues(value as JsonObject)}}}`;
}
