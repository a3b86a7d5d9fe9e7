import { integerAt, plainAttributes, plainValue } from './any-value.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { arrayAt, countAt, objectAt, stringAt } from './json-shape.ts';
import type { ReceivedRecord } from './received-record.ts';
import { Undecodable } from './undecodable.ts';

export type OtlpEncoding = 'json' | 'protobuf';

/**
 * Decodes an uncompressed logs request, as strictly as a Collector does and where decoders differ as the strictest:
 * wrong types, integers beyond 64 bits, NaN as a bare value and lone surrogates are refused. @throws Undecodable
 */
export function decodeLogs(bytes: Uint8Array, encoding: OtlpEncoding): readonly ReceivedRecord[] {
  try {
    return recordsOf(encoding === 'json' ? parseJson(bytes) : decodeProtobuf(bytes));
  } catch (error) {
    // Values nested so deeply that the stack ends: decoders have a limit, this is ours.
    if (error instanceof RangeError) throw new Undecodable('exceeded max depth');
    throw error;
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // Reading every number from its digits costs five times as much: only when one may not fit.
    if (!/[:[,]\s*-?\d{16,}/.test(text)) return JSON.parse(text);
    return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) => {
      const digits = context?.source;
      const tooLarge = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
      return tooLarge && digits !== undefined && /^-?\d+$/.test(digits) ? BigInt(digits) : value;
    });
  } catch (error) {
    throw new Undecodable(error instanceof Error ? error.message : 'no JSON');
  }
}

function recordsOf(request: unknown): readonly ReceivedRecord[] {
  if (typeof request !== 'object' || request === null) throw new Undecodable('expected an object');
  return arrayAt(objectAt(request, 'request')['resourceLogs'], 'resourceLogs').flatMap((entry, index) => {
    const at = `resourceLogs[${index}]`;
    const group = objectAt(entry, at);
    const resource = plainAttributes(objectAt(group['resource'], at)['attributes'], `${at}.resource`);
    const resourceUrl = stringAt(group['schemaUrl'], `${at}.schemaUrl`);
    const scopes = arrayAt(group['scopeLogs'], `${at}.scopeLogs`);
    return scopes.flatMap((scope, n) => scopeRecords(scope, `${at}.scopeLogs[${n}]`, { resource, resourceUrl }));
  });
}

interface Owner {
  readonly resource: ReceivedRecord['resource'];
  readonly resourceUrl: string;
}

function scopeRecords(entry: unknown, at: string, owner: Owner): readonly ReceivedRecord[] {
  const group = objectAt(entry, at);
  const held = objectAt(group['scope'], `${at}.scope`);
  const shared = {
    resource: owner.resource,
    scope: {
      name: stringAt(held['name'], `${at}.scope.name`),
      version: stringAt(held['version'], `${at}.scope.version`),
      attributes: plainAttributes(held['attributes'], `${at}.scope.attributes`),
    },
    schemaUrls: { resource: owner.resourceUrl, scope: stringAt(group['schemaUrl'], `${at}.schemaUrl`) },
  };
  const records = arrayAt(group['logRecords'], `${at}.logRecords`);
  return records.map((record, index) => ({ ...shared, ...recordFields(record, `${at}.logRecords[${index}]`) }));
}

function recordFields(entry: unknown, at: string): Omit<ReceivedRecord, 'resource' | 'scope' | 'schemaUrls'> {
  const record = objectAt(entry, at);
  return {
    timeUnixNano: nanoseconds(record['timeUnixNano'], `${at}.timeUnixNano`),
    observedTimeUnixNano: nanoseconds(record['observedTimeUnixNano'], `${at}.observedTimeUnixNano`),
    severityNumber: countAt(record['severityNumber'], 24, `${at}.severityNumber`),
    severityText: stringAt(record['severityText'], `${at}.severityText`),
    eventName: stringAt(record['eventName'], `${at}.eventName`),
    body: plainValue(record['body'], `${at}.body`),
    attributes: plainAttributes(record['attributes'], `${at}.attributes`),
    droppedAttributesCount: countAt(record['droppedAttributesCount'], 2 ** 32 - 1, `${at}.droppedAttributesCount`),
    traceId: hex(record['traceId'], 32, `${at}.traceId`),
    spanId: hex(record['spanId'], 16, `${at}.spanId`),
  };
}

function nanoseconds(value: unknown, at: string): string {
  if (value === undefined) return '0';
  const time = integerAt(value, at);
  if (time !== BigInt.asUintN(64, time)) throw new Undecodable(`${at}: does not fit 64 bits`);
  return String(time);
}

function hex(value: unknown, length: number, at: string): string {
  const id = stringAt(value, at).toLowerCase();
  if (id !== '' && (id.length !== length || !/^[0-9a-f]+$/.test(id))) throw new Undecodable(`${at}: no id`);
  return id;
}
