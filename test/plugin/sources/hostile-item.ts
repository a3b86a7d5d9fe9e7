import fc from 'fast-check';
import type { JsonValue } from '../../../src/contract/index.ts';
import { goldenPairs } from './golden-pairs.ts';

const pairs = goldenPairs();
const fieldNames = [
  ...new Set(pairs.flatMap(({ item }) => (item && typeof item === 'object' ? Object.keys(item) : []))),
  '__proto__',
  'constructor',
  'toString',
];

/** Anything a JSON parser may hand over, Infinity of 1e999 and own `__proto__` keys included. */
const { value: junk } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.constantFrom(
      '',
      'null',
      '1e999',
      '17',
      'SEV_040_X',
      'T1059 - x',
      'TA0001',
      ':',
      'a:b:c',
      '{"a":{}}',
      '[1',
      'resolved_x',
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom(...fieldNames), tie('value')), { maxLength: 6 }).map(ownProperties),
  ),
}));

/** An item of a golden pair with some of its fields replaced, or no item at all. */
export const hostileItem = fc.oneof(
  junk,
  fc
    .tuple(fc.constantFrom(...pairs.map((pair) => pair.item)), fc.dictionary(fc.constantFrom(...fieldNames), junk))
    .map(([valid, changes]) => ownProperties([...Object.entries(valid ?? {}), ...Object.entries(changes)])),
);

function ownProperties(entries: readonly (readonly [string, JsonValue])[]): JsonValue {
  const object = {};
  for (const [key, value] of entries) {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}
