import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { valueText } from '../../../src/cli/command/value-text.ts';

test.for<[text: string, value: JsonValue]>([
  ['pc-1', 'pc-1'],
  ['false', false],
  ['-', null],
  ['pc-1, 2', ['pc-1', 2]],
  ['license_quota=5, note=-', { license_quota: 5, note: null }],
  ['{"a":{"b":1}}', { a: { b: 1 } }],
  ['[{"a":1}]', [{ a: 1 }]],
  ['red [31m', 'red\u001B[31m'],
  ['a =b', { 'a\u001B': 'b' }],
])('%j is the text of %j', ([text, value]) => {
  expect(valueText(value)).toBe(text);
});

test.for<JsonValue>([[], {}, ''])('of %j there is nothing to say', (value) => {
  expect(valueText(value)).toBe('');
});
