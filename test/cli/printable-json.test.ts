import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printableJson } from '../../src/cli/printable-json.ts';

const hostile = [
  '\n',
  '\r',
  '\t',
  '\u0000',
  '\u001b',
  '\u007f',
  '\u009b',
  '\u200b',
  '\u2028',
  '\u202e',
  '\u2066',
  '\ufeff',
];
const value = fc.jsonValue({ stringUnit: fc.constantFrom(...hostile, 'a', '"', '\\', 'é', '😀') });

test('means what JSON means', () => {
  fc.assert(
    fc.property(value, fc.constantFrom(0, 2), (given, indent) => {
      const json = JSON.stringify(given, null, indent);
      expect(JSON.parse(printableJson(given, indent))).toEqual(JSON.parse(json));
    }),
  );
});

test('holds nothing that a terminal obeys, but the line breaks of its indentation', () => {
  fc.assert(
    fc.property(value, (given) => {
      for (const indent of [0, 2]) {
        const breaks = (text: string) => text.split('\n').length;
        const text = printableJson(given, indent);
        expect(text.replaceAll('\n', '')).not.toMatch(new RegExp(`[${hostile.slice(1).join('')}]`, 'u'));
        expect(breaks(text)).toBe(breaks(JSON.stringify(given, null, indent)));
      }
    }),
  );
});

test('is plain JSON where nothing is hostile', () => {
  const plain = { name: 'héllo "x"', list: [1, null, true, {}], emoji: '😀' };
  expect(printableJson(plain, 2)).toBe(JSON.stringify(plain, null, 2));
  expect(printableJson(['\u202e\u001b[31m'])).toBe(String.raw`["\u202e\u001b[31m"]`);
});
