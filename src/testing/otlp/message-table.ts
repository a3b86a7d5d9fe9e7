/** What a field holds, and how JSON shows it: 64-bit integers as text, ids as hex, other bytes as base64. */
export type FieldKind =
  | 'string'
  | 'bool'
  | 'int64'
  | 'double'
  | 'uint32'
  | 'int32'
  | 'fixed64'
  | 'fixed32'
  | 'bytes'
  | 'hex'
  | { readonly message: MessageName };

export interface FieldEntry {
  readonly name: string;
  readonly kind: FieldKind;
  readonly repeated?: true;
}

export type MessageName =
  | 'ExportLogsServiceRequest'
  | 'ResourceLogs'
  | 'Resource'
  | 'ScopeLogs'
  | 'InstrumentationScope'
  | 'LogRecord'
  | 'KeyValue'
  | 'AnyValue'
  | 'ArrayValue'
  | 'KeyValueList';

const many = (name: string, message: MessageName): FieldEntry => ({ name, kind: { message }, repeated: true });
const one = (name: string, kind: Exclude<FieldKind, object>): FieldEntry => ({ name, kind });
const nested = (name: string, message: MessageName): FieldEntry => ({ name, kind: { message } });

/** The messages of a logs request by field number (opentelemetry-proto 1.11: collector/logs, logs, resource, common). */
export const messageTable: Readonly<Record<MessageName, Readonly<Record<number, FieldEntry>>>> = {
  ExportLogsServiceRequest: { 1: many('resourceLogs', 'ResourceLogs') },
  ResourceLogs: {
    1: nested('resource', 'Resource'),
    2: many('scopeLogs', 'ScopeLogs'),
    3: one('schemaUrl', 'string'),
  },
  Resource: { 1: many('attributes', 'KeyValue'), 2: one('droppedAttributesCount', 'uint32') },
  ScopeLogs: {
    1: nested('scope', 'InstrumentationScope'),
    2: many('logRecords', 'LogRecord'),
    3: one('schemaUrl', 'string'),
  },
  InstrumentationScope: {
    1: one('name', 'string'),
    2: one('version', 'string'),
    3: many('attributes', 'KeyValue'),
    4: one('droppedAttributesCount', 'uint32'),
  },
  LogRecord: {
    1: one('timeUnixNano', 'fixed64'),
    2: one('severityNumber', 'int32'),
    3: one('severityText', 'string'),
    5: nested('body', 'AnyValue'),
    6: many('attributes', 'KeyValue'),
    7: one('droppedAttributesCount', 'uint32'),
    8: one('flags', 'fixed32'),
    9: one('traceId', 'hex'),
    10: one('spanId', 'hex'),
    11: one('observedTimeUnixNano', 'fixed64'),
    12: one('eventName', 'string'),
  },
  KeyValue: { 1: one('key', 'string'), 2: nested('value', 'AnyValue') },
  AnyValue: {
    1: one('stringValue', 'string'),
    2: one('boolValue', 'bool'),
    3: one('intValue', 'int64'),
    4: one('doubleValue', 'double'),
    5: nested('arrayValue', 'ArrayValue'),
    6: nested('kvlistValue', 'KeyValueList'),
    7: one('bytesValue', 'bytes'),
  },
  ArrayValue: { 1: many('values', 'AnyValue') },
  KeyValueList: { 1: many('values', 'KeyValue') },
};
