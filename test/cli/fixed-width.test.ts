import fc from 'fast-check';
import textWidth from 'fast-string-width';
import { expect, test } from 'vitest';
import { fixedWidth } from '../../src/cli/fixed-width.ts';

test.for([
  ['pc-04', 8, 'pc-04   '],
  ['abcdef', 6, 'abcdef'],
  ['abcdefg', 6, 'abcde…'],
  ['会計-PC-04', 12, '会計-PC-04  '],
  ['会計-PC-04', 5, '会計…'],
  ['会計会計', 6, '会計… '],
  ['', 3, '   '],
] as const)('%j in %i columns', ([text, columns, shown]) => {
  expect(fixedWidth(text, columns)).toBe(shown);
});

test('takes exactly the columns it was given, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.integer({ min: 2, max: 40 }), (text, columns) => {
      expect(textWidth(fixedWidth(text, columns))).toBe(columns);
    }),
  );
});
