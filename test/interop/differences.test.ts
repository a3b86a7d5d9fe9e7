import { describe, expect, test } from 'vitest';
import { differences, type Expectation, type ExpectedRecord } from './differences.ts';
import { type ExportedRecord, exportedRecords } from './exported-records.ts';

const uid = (digit: string) => digit.repeat(64);

const expected: ExpectedRecord = {
  key: '7',
  resource: { 'service.name': 'cortex-xdr' },
  scope: { name: 'cortex-otel', version: '1.0.0', schemaUrl: 'https://example.test/schema' },
  eventName: 'paloalto.cortex.audit',
  timeUnixNano: '1700000000123000000',
  severityNumber: 9,
  severityText: 'informational',
  attributes: { count: 3 },
  body: { id: '7', nothing: null, list: [null, {}], name: 'Zoë 東京' },
};

const { key: _key, ...fields } = expected;
const exported: ExportedRecord = {
  ...fields,
  attributes: { ...fields.attributes, 'log.record.uid': uid('a') },
  observedTimeUnixNano: '1800000000000999999',
};

const expectation: Expectation = {
  records: [expected],
  observedFromMs: 1_800_000_000_000,
  observedToMs: 1_800_000_000_000,
  keyOf: (body) => (body as { readonly id: string }).id,
};

describe('differences', () => {
  test('there are none between a record and what was expected of it', () => {
    expect(differences([exported], expectation)).toEqual([]);
  });

  test('a record that did not come out is lost', () => {
    expect(differences([], expectation)).toEqual(['7: lost']);
  });

  test('a record that came twice is named, and so is the uid they share', () => {
    expect(differences([exported, exported], expectation)).toEqual([
      '7: came 2 times',
      '1 records share a log.record.uid',
    ]);
  });

  test('a record nobody expected is named', () => {
    const stranger = { ...exported, body: { id: '8' }, attributes: { 'log.record.uid': uid('b') } };
    expect(differences([exported, stranger], expectation)).toEqual(['8: not asked for']);
  });

  test.for<[string, Partial<ExportedRecord>]>([
    ['resource', { resource: { 'service.name': 'other' } }],
    ['scope', { scope: { ...expected.scope, version: '2' } }],
    ['scope', { scope: { ...expected.scope, schemaUrl: '' } }],
    ['eventName', { eventName: '' }],
    ['timeUnixNano', { timeUnixNano: '1700000000123000001' }],
    ['severityNumber', { severityNumber: 10 }],
    ['severityText', { severityText: '' }],
    ['attributes', { attributes: { count: 3, more: null, 'log.record.uid': uid('a') } }],
    ['attributes', { attributes: { 'log.record.uid': uid('a') } }],
    ['body', { body: { id: '7', list: [null, {}], name: 'Zoë 東京' } }],
    ['body', { body: { id: '7', nothing: null, list: [{}, null], name: 'Zoë 東京' } }],
    ['observed', { observedTimeUnixNano: '1799999999999999999' }],
    ['observed', { observedTimeUnixNano: '1800000000001000000' }],
    ['log.record.uid', { attributes: { count: 3 } }],
    ['log.record.uid', { attributes: { count: 3, 'log.record.uid': uid('A') } }],
  ])('a change of %s is one difference: %j', ([name, change]) => {
    expect(differences([{ ...exported, ...change }], expectation)).toEqual([expect.stringContaining(`7: ${name}`)]);
  });
});

const line = (record: object) =>
  JSON.stringify({
    resourceLogs: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'cortex-xdr' } }] },
        scopeLogs: [
          {
            scope: { name: 'cortex-otel', version: '1.0.0' },
            logRecords: [{ observedTimeUnixNano: '5', body: {}, ...record }],
            schemaUrl: 'https://example.test/schema',
          },
        ],
      },
    ],
  });

describe('exportedRecords', () => {
  test('reads records with the resource and scope they came with', () => {
    const attributes = [{ key: 'n', value: { intValue: '9007199254740991' } }];
    const records = exportedRecords(`${line({ attributes, timeUnixNano: '12' })}\n${line({ eventName: 'second' })}\n`);
    expect(records).toHaveLength(2);
    expect(records[0]).toEqual({
      resource: { 'service.name': 'cortex-xdr' },
      scope: expected.scope,
      eventName: '',
      timeUnixNano: '12',
      observedTimeUnixNano: '5',
      severityNumber: 0,
      severityText: '',
      attributes: { n: 9_007_199_254_740_991 },
      body: null,
    });
  });

  test('reads every kind of value, the empty one as null', () => {
    const values = [
      { key: 'text', value: { stringValue: '' } },
      { key: 'claim', value: { boolValue: false } },
      { key: 'double', value: { doubleValue: 0.1 } },
      { key: 'nothing', value: {} },
      { key: 'list', value: { arrayValue: { values: [{}, { intValue: '-1' }] } } },
      { key: 'emptyList', value: { arrayValue: {} } },
      { key: 'emptyMap', value: { kvlistValue: {} } },
    ];
    expect(exportedRecords(line({ body: { kvlistValue: { values } } }))[0]?.body).toEqual({
      text: '',
      claim: false,
      double: 0.1,
      nothing: null,
      list: [null, -1],
      emptyList: [],
      emptyMap: {},
    });
  });

  test.for<[string, object, string]>([
    ['a trace id', { traceId: '0af7651916cd43dd8448eb211c80319c' }, 'traceId'],
    ['flags', { flags: 1 }, 'flags'],
    ['dropped attributes', { droppedAttributesCount: 1 }, 'droppedAttributesCount'],
    ['bytes', { body: { bytesValue: 'AA==' } }, 'line 1'],
    ['a number that is none', { body: { doubleValue: 'NaN' } }, 'NaN cannot be held'],
    ['an integer too large', { body: { intValue: '9007199254740993' } }, 'cannot be held exactly'],
    ['a key that comes twice', { attributes: [1, 2].map(() => ({ key: 'n', value: {} })) }, 'comes twice: n,n'],
  ])('refuses %s', ([, record, message]) => {
    expect(() => exportedRecords(line(record))).toThrow(message);
  });
});
