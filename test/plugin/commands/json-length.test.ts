import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { jsonLength } from '../../../src/plugin/commands/json-length.ts';

test('is the length of the JSON where nothing has to be escaped', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: fc.constantFrom('a', 'é', '0', ' ') }), (value) => {
      // Negative zero is written without its sign.
      const json = JSON.stringify(value);
      expect(jsonLength(JSON.parse(json) as JsonValue)).toBe(json.length);
    }),
  );
});
