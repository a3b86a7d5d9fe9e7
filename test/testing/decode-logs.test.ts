import { ROOT_CONTEXT, SeverityNumber } from '@opentelemetry/api';
import { JsonLogsSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../src/contract/index.ts';
import { decodeLogs } from '../../src/testing/otlp/decode-logs.ts';

interface Emitted {
  readonly body: JsonValue;
  readonly attributes?: Record<string, string | number | boolean | string[]>;
}

/** What the official SDK and serializers make of these records, in both encodings. */
async function serialized(records: readonly Emitted[]) {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'service.name': 'xdr', 'service.instance.id': 'a' }),
    processors: [new SimpleLogRecordProcessor({ exporter })],
  });
  const logger = provider.getLogger('scope', '1.2.3', { schemaUrl: 'https://example.com/schema' });
  for (const { body, attributes } of records) {
    logger.emit({
      context: ROOT_CONTEXT,
      timestamp: [1_772_000_000, 123_000_000],
      observedTimestamp: [1_772_000_001, 5],
      severityNumber: SeverityNumber.WARN,
      severityText: 'medium',
      eventName: 'paloalto.cortex.incident',
      body: body as string,
      attributes: attributes ?? {},
    });
  }
  await provider.forceFlush();
  const finished = exporter.getFinishedLogRecords();
  const json = JsonLogsSerializer.serializeRequest(finished) ?? new Uint8Array();
  const protobuf = ProtobufLogsSerializer.serializeRequest(finished) ?? new Uint8Array();
  return { json, protobuf };
}

describe.each(['json', 'protobuf'] as const)('%s', (encoding) => {
  test('every field of a record comes back', async () => {
    const body = { text: 'ü漢字العربية', none: null, deep: [{ yes: true }, [1, -2, 2.5]], empty: {}, list: [] };
    const attributes = { 'log.record.uid': 'u1', count: 3, ratio: 0.25, flag: false, tags: ['a', 'b'] };
    const bytes = (await serialized([{ body, attributes }]))[encoding];
    expect(decodeLogs(bytes, encoding)).toEqual([
      {
        resource: { 'service.name': 'xdr', 'service.instance.id': 'a' },
        scope: { name: 'scope', version: '1.2.3', attributes: {} },
        schemaUrls: { resource: '', scope: 'https://example.com/schema' },
        timeUnixNano: '1772000000123000000',
        observedTimeUnixNano: '1772000001000000005',
        severityNumber: 13,
        severityText: 'medium',
        eventName: 'paloalto.cortex.incident',
        body,
        attributes,
        droppedAttributesCount: 0,
        traceId: '',
        spanId: '',
      },
    ]);
  });

  test('any JSON value survives as a body', async () => {
    const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }).filter(isPlain) as fc.Arbitrary<JsonValue>;
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 5 }), async (bodies) => {
        const bytes = (await serialized(bodies.map((body) => ({ body }))))[encoding];
        expect(decodeLogs(bytes, encoding).map((record) => record.body)).toEqual(bodies);
      }),
      { numRuns: 200 },
    );
  });

  test('bytes cut anywhere are refused or hold fewer records, never others', async () => {
    const bytes = (await serialized([{ body: 'first' }, { body: 'second' }]))[encoding];
    for (let length = 0; length < bytes.length; length += 1) {
      const decoded = attempt(() => decodeLogs(bytes.subarray(0, length), encoding));
      expect([undefined, 0]).toContain(decoded?.length);
    }
  });
});

/** What both serializers carry: -0 becomes 0, integers beyond 2^53 are a matter of the sanitiser, not of the decoder. */
function isPlain(value: unknown): boolean {
  return !/(?<![\w".])-0(?![\w.])|\d{16}|e[+-]?\d/.test(JSON.stringify(value)) && !hasOddKey(value);
}
function hasOddKey(value: unknown): boolean {
  return JSON.stringify(value).includes('__proto__') || containsNegativeZero(value);
}
function containsNegativeZero(value: unknown): boolean {
  if (Object.is(value, -0)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(containsNegativeZero);
}
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

const withBody = (body: string) => Buffer.from(`{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":${body}}]}]}]}`);
const bodyOf = (body: string) => decodeLogs(withBody(body), 'json')[0]?.body;

describe('JSON as a Collector reads it', () => {
  test.each([
    ['{"intValue":"9007199254740993"}', '9007199254740993'],
    ['{"intValue":9007199254740993}', '9007199254740993'],
    ['{"intValue":42}', 42],
    ['{"intValue":"-42"}', -42],
    ['{"doubleValue":"NaN"}', 'NaN'],
    ['{"doubleValue":1e300}', 1e300],
    ['{"bytesValue":"AAE="}', 'AAE='],
    ['{"boolValue":false}', false],
    ['{"unknownValue":1}', null],
    ['{}', null],
    ['null', null],
  ])('%s is taken', (body, expected) => {
    expect(bodyOf(body)).toEqual(expected);
  });

  test.each([
    ['{"doubleValue":null}', /unsupported value type/],
    ['{"doubleValue":""}', /unsupported value type/],
    ['{"intValue":1.5}', /integer/],
    ['{"intValue":1e300}', /64 bits/],
    ['{"intValue":9223372036854775808}', /64 bits/],
    ['{"intValue":"x"}', /integer/],
    ['{"boolValue":"true"}', /boolean/],
    ['{"stringValue":5}', /string/],
    [String.raw`{"stringValue":"\ud800"}`, /surrogate/],
    ['{"arrayValue":[]}', /object/],
    ['{"arrayValue":{"values":{}}}', /list/],
    ['{"stringValue":"a","intValue":1}', /more than one/],
    ['{"kvlistValue":{"values":[{"key":5}]}}', /string/],
    ['NaN', /JSON/],
  ])('%s is refused', (body, why) => {
    expect(() => bodyOf(body)).toThrow(why);
  });

  test.each([
    [{ timeUnixNano: -1 }, /64 bits/],
    [{ timeUnixNano: 'soon' }, /integer/],
    [{ severityNumber: 25 }, /up to 24/],
    [{ severityNumber: 'INFO' }, /up to 24/],
    [{ traceId: 'zz' }, /no id/],
    [{ attributes: {} }, /list/],
  ])('a record with %j is refused', (record, why) => {
    const request = { resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] };
    expect(() => decodeLogs(Buffer.from(JSON.stringify(request)), 'json')).toThrow(why);
  });

  test('bytes that are no UTF-8, and nesting without end, are refused', () => {
    expect(() => decodeLogs(Buffer.from([0x22, 0xff, 0x22]), 'json')).toThrow(/not valid/);
    const deep = 100_000;
    const open = '{"arrayValue":{"values":['.repeat(deep);
    expect(() => bodyOf(`${open}{}${']}}'.repeat(deep)}`)).toThrow(/depth|stack/);
  });

  test('a key named __proto__ is a key', () => {
    const body = bodyOf('{"kvlistValue":{"values":[{"key":"__proto__","value":{"stringValue":"x"}}]}}');
    expect(Object.keys(body as object)).toEqual(['__proto__']);
  });
});

describe('protobuf as a Collector reads it', () => {
  const record = (...bytes: number[]) => {
    const wrap = (inner: number[], field: number) => [(field << 3) | 2, inner.length, ...inner];
    return Uint8Array.from(wrap(wrap(wrap(bytes, 2), 2), 1));
  };

  test('unknown fields are passed over', () => {
    // Field 15: varint 300; field 14: two bytes; field 13: fixed32. Then severity_number 9.
    const bytes = record(0x78, 0xac, 0x02, 0x72, 2, 1, 2, 0x6d, 1, 2, 3, 4, 0x10, 9);
    expect(decodeLogs(bytes, 'protobuf')).toMatchObject([{ severityNumber: 9 }]);
  });
  test('negative integers, infinities and the last of several values', () => {
    const minusOne = [0x18, ...Array.from({ length: 9 }, () => 0xff), 1];
    expect(decodeLogs(record(0x2a, minusOne.length, ...minusOne), 'protobuf')[0]?.body).toBe(-1);
    const infinity = [0x21, 0, 0, 0, 0, 0, 0, 0xf0, 0x7f];
    expect(decodeLogs(record(0x2a, 9, ...infinity), 'protobuf')[0]?.body).toBe('Infinity');
    expect(decodeLogs(record(0x2a, 5, 0x0a, 1, 0x61, 0x10, 1), 'protobuf')[0]?.body).toBe(true);
  });
  test.each([
    ['a string that is no UTF-8', record(0x1a, 1, 0xff), /UTF-8/],
    ['a wrong wire type', record(0x1d, 1, 2, 3, 4), /wire type/],
    ['a group', record(0x1b), /wire type 3/],
    ['a field number of 0', record(0x02, 0), /field number 0/],
    ['a length beyond the end', Uint8Array.of(0x0a, 9, 0), /unexpected end/],
    ['a varint without end', record(0x10, ...Array.from({ length: 11 }, () => 0x80)), /ten bytes/],
  ])('%s is refused', (_name, bytes, why) => {
    expect(() => decodeLogs(bytes, 'protobuf')).toThrow(why);
  });
});
