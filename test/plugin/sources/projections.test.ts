import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue, LogRecord } from '../../../src/contract/index.ts';
import { sources } from '../../../src/plugin/sources/index.ts';
import { type RecordOptions, toRecord, unmappedAttribute } from '../../../src/plugin/sources/to-record.ts';
import { hostileItem } from './hostile-item.ts';

type Source = (typeof sources)[number];
type Event = Readonly<Record<string, JsonValue>>;

function recordOf(source: Source, item: JsonValue, form: Partial<RecordOptions>): LogRecord {
  return toRecord(source, { item, timeMs: 1, uid: 'u' }, { observedTime: [1, 0], body: 'map', ...form });
}

const events = sources.filter((source) => 'ocsf' in source);

describe.each(events.map((source) => ({ id: source.id, source })))('$id', ({ source }) => {
  test('an OCSF event is made of whatever can be mapped, and holds the whole item', () => {
    fc.assert(
      fc.property(hostileItem, (item) => {
        const plain = recordOf(source, item, {});
        const { body, ...record } = recordOf(source, item, { body: 'ocsf' });
        expect(record).toEqual({ ...record, attributes: plain.attributes, eventName: plain.eventName });
        expect(problemsOf(body, plain, recordOf(source, item, { body: 'json' }).body)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('ECS adds attributes that OpenTelemetry takes, and changes none', () => {
    fc.assert(
      fc.property(hostileItem, (item) => {
        const plain = recordOf(source, item, {});
        const named = recordOf(source, item, { ecs: true });
        expect({ ...named.attributes, ...plain.attributes }).toEqual(named.attributes);
        expect({ ...named, attributes: plain.attributes }).toEqual(plain);
        expect(Object.entries(named.attributes).filter(([, value]) => !isAttributeValue(value))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('a field of the vendor that nobody knows is unmapped, whatever it is called', () => {
    const item = JSON.parse(`{${known[source.id] ?? ''}, "new_field": {"a": [1]}, "__proto__": "x"}`) as JsonValue;
    const { unmapped } = recordOf(source, item, { body: 'ocsf' }).body as { unmapped: Event };
    expect(Object.entries(unmapped)).toEqual(
      expect.arrayContaining([
        ['new_field', { a: [1] }],
        ['__proto__', 'x'],
      ]),
    );
  });

  test('what cannot be one JSON text travels as it is, and is marked', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const item = JSON.parse(`{${known[source.id] ?? ''}, "deep": ${deep}}`) as JsonValue;
    const record = recordOf(source, item, { body: 'ocsf' });
    expect(record.body).toBe(item);
    expect(record.attributes).toMatchObject({ [unmappedAttribute]: true, 'error.type': 'RangeError' });
  });
});

/** What is wrong with the body of a record whose body otherwise is that of `plain`, or the text. */
function problemsOf(body: JsonValue, plain: LogRecord, text: JsonValue): readonly string[] {
  if (plain.attributes[unmappedAttribute] === true)
    return Object.is(body, plain.body) ? [] : ['what is unmapped is not raw'];
  const event = body as Event;
  const type = Number(event['class_uid']) * 100 + Number(event['activity_id']);
  return [
    ...(event['raw_data'] === text ? [] : ['raw_data is not the whole item']),
    ...(event['type_uid'] === type ? [] : ['type_uid is not of class and activity']),
    ...(Number.isSafeInteger(event['time']) ? [] : ['time is no whole number']),
  ];
}

/** Enough of an item for it to be one. */
const known: Readonly<Record<string, string>> = {
  'xdr-incidents': '"incident_id": "1"',
  'xdr-alerts': '"alert_id": "1"',
  'xdr-audit': '"AUDIT_ID": 1',
  'xdr-agent-audit': '"TIMESTAMP": 1764234061005.5',
  'xsoar-audit': '"AUDIT_ID": 1',
};

function isAttributeValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((each) => typeof each === 'string' && each !== '');
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'boolean' || (typeof value === 'string' && value !== '');
}
