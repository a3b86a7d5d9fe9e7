import fc from 'fast-check';
import { JsonLogsSerializer, ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { maxDepth, sanitise as sanitiseInto } from '../../../src/host/delivery/sanitise.ts';
import { createRecordMaker } from '../../../src/host/delivery/to-log-records.ts';
import { origin, record } from './records.ts';

const sanitise = (value: JsonValue) => ({ value: sanitiseInto(value, { bytes: 0 }) });

const anyJson = fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }).map((value) => value as JsonValue);

const numbers = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e300, 2 ** 53, 2 ** 63),
);

test('what needs no change is returned as it is, not copied', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'grapheme', noUnicodeString: true }), (value) => {
      const safe = JSON.parse(
        JSON.stringify(value, (_, part: unknown) => (typeof part === 'number' ? 7 : part)),
      ) as JsonValue;
      expect(sanitise(safe).value).toBe(safe);
    }),
  );
});

test('numbers keep their value, as text where a decoder would refuse or round them', () => {
  fc.assert(
    fc.property(numbers, (number) => {
      const { value } = sanitise(number);
      expect(Object.is(Number(value), number)).toBe(true);
      const safe = Number.isFinite(number) && (Number.isSafeInteger(number) || !Number.isInteger(number));
      expect(typeof value).toBe(safe ? 'number' : 'string');
    }),
  );
});

describe('strings and keys', () => {
  test('lone surrogates are replaced, everything else stays', () => {
    expect(sanitise('a\ud800b').value).toBe('a\ufffdb');
    expect(sanitise({ 'k\udc00': ['x', { deep: '\ud83d' }], other: null }).value).toEqual({
      'k\ufffd': ['x', { deep: '\ufffd' }],
      other: null,
    });
    expect(sanitise('\u0000\ufeff😀').value).toBe('\u0000\ufeff😀');
  });

  test('a key named __proto__ stays a key, copied or not', () => {
    for (const text of ['{"__proto__":{"a":1},"b":2}', '{"__proto__":{"a":1e300},"b":2}']) {
      const { value } = sanitise(JSON.parse(text) as JsonValue);
      expect(Object.keys(value as object)).toEqual(['__proto__', 'b']);
      expect(JSON.stringify(value)).toBe(text.replace('1e300', '"1e+300"'));
    }
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });
});

describe('depth', () => {
  const nested = (depth: number, list: boolean): JsonValue => {
    let value: JsonValue = 'core';
    for (let level = 0; level < depth; level += 1) value = list ? [value] : { k: value };
    return value;
  };
  const depthOf = (value: JsonValue): number => {
    let depth = 0;
    for (let part: unknown = value; typeof part === 'object' && part !== null; depth += 1)
      part = Object.values(part)[0];
    return depth;
  };

  test('up to the bound a value travels as it is', () => {
    const value = nested(maxDepth, false);
    expect(sanitise(value).value).toBe(value);
  });

  test.each([maxDepth + 1, 10_000, 200_000])('of %i: beyond the bound it travels as its JSON text', (depth) => {
    for (const list of [true, false]) {
      const { value } = sanitise(nested(depth, list));
      expect(depthOf(value)).toBe(maxDepth);
      let leaf: unknown = value;
      while (typeof leaf === 'object' && leaf !== null) leaf = Object.values(leaf)[0];
      const [open, close] = list ? ['[', ']'] : ['{"k":', '}'];
      expect(leaf).toBe(`${open.repeat(depth - maxDepth)}"core"${close.repeat(depth - maxDepth)}`);
    }
  });

  test('its JSON text is what JSON.stringify gives', () => {
    fc.assert(
      fc.property(anyJson, (inner) => {
        let value: JsonValue = [inner];
        for (let level = 0; level < maxDepth; level += 1) value = [value];
        let leaf: unknown = sanitise(value).value;
        while (Array.isArray(leaf)) leaf = leaf[0];
        expect(leaf).toBe(JSON.stringify([inner]));
      }),
    );
  });
});

/** Each takes six bytes where others take one. */
const controls = fc.string({ unit: fc.constantFrom('\u0001', '\u001f'), minLength: 200, maxLength: 2000 });

test('the bound is never below what either exporter makes of the record', () => {
  const make = createRecordMaker(origin);
  const envelope = JsonLogsSerializer.serializeRequest([make(record(1, null)).readable])?.length ?? 0;
  fc.assert(
    fc.property(fc.oneof(anyJson, numbers, fc.string({ unit: 'binary', maxLength: 400 }), controls), (body) => {
      const { readable, bytes } = make(record(1, body));
      expect(JsonLogsSerializer.serializeRequest([readable])?.length).toBeLessThanOrEqual(bytes + envelope);
      expect(ProtobufLogsSerializer.serializeRequest([readable])?.length).toBeLessThanOrEqual(bytes + envelope);
      const text = JsonLogsSerializer.serializeRequest([readable, readable])?.length ?? 0;
      const single = JsonLogsSerializer.serializeRequest([readable])?.length ?? 0;
      expect(text - single, 'each further record').toBeLessThanOrEqual(bytes);
    }),
    { numRuns: 500 },
  );
});
