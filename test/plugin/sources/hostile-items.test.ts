import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AttributeValue, JsonValue, LogRecord } from '../../../src/contract/index.ts';
import { sources } from '../../../src/plugin/sources/index.ts';
import { toRecord, unmappedAttribute } from '../../../src/plugin/sources/to-record.ts';
import { hostileItem } from './hostile-item.ts';

function mapped(source: (typeof sources)[number], given: JsonValue, body: 'map' | 'json'): LogRecord {
  return toRecord(source, { item: given, timeMs: 1, uid: 'u' }, { observedTime: [1, 0], body });
}

describe.each(sources.map((source) => ({ id: source.id, source })))('$id', ({ source }) => {
  test('maps anything to a record that OpenTelemetry takes, and keeps the body whole', () => {
    fc.assert(
      fc.property(hostileItem, (given) => {
        const record = mapped(source, given, 'map');
        expect(record.body).toBe(given);
        expect(source.events).toContain(record.eventName);
        expect(Object.values(record.attributes).filter((value) => !isAttributeValue(value))).toEqual([]);
        expect([0, 9, 10, 13, 17, 21]).toContain(record.severityNumber);
        for (const part of record.time ?? []) expect(Number.isSafeInteger(part) && part >= 0).toBe(true);
        expect(Object.keys(record.attributes).length).toBeLessThan(120);
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  test('writes any body as one JSON text', () => {
    fc.assert(
      fc.property(hostileItem, (given) => {
        const { body } = mapped(source, given, 'json');
        expect(() => JSON.parse(typeof body === 'string' ? body : '') as unknown).not.toThrow();
      }),
    );
  });
});

function isAttributeValue(value: AttributeValue): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every((each) => typeof each === 'string' && each !== '');
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'boolean' || (typeof value === 'string' && value !== '');
}

describe('a record in the making', () => {
  const [source] = sources;
  if (!source) throw new Error('no sources');

  test('what cannot be mapped travels raw, with the time its row had, and tells no more than the class of the error', () => {
    const record = mapped(source, 'secret-looking text', 'map');
    expect(record).toEqual({
      uid: 'u',
      eventName: 'paloalto.cortex.incident.updated',
      time: [0, 1_000_000],
      observedTime: [1, 0],
      severityNumber: 0,
      body: 'secret-looking text',
      attributes: { [unmappedAttribute]: true, 'error.type': 'TypeError' },
    });
  });

  test('marks become attributes', () => {
    const row = { item: { incident_id: '1' }, timeMs: undefined, uid: 'u' };
    const options = { observedTime: [1, 0], body: 'map', marks: ['replay', 'late'] } as const;
    expect(toRecord(source, row, options).attributes).toEqual({
      'paloalto.cortex.incident.id': '1',
      'paloalto.cortex.ingest.replay': true,
      'paloalto.cortex.ingest.late': true,
    });
  });

  test('a body of text keeps numbers that JSON cannot write', () => {
    const given = JSON.parse('{"incident_id": "1", "score": 1e999}') as JsonValue;
    expect(mapped(source, given, 'json').body).toBe('{"incident_id":"1","score":"Infinity"}');
  });

  test('nesting deeper than the stack does not break the body of text', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as JsonValue;
    expect(mapped(source, deep, 'json').body).toBe(deep);
  });
});
