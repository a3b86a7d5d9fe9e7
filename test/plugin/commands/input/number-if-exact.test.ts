import { expect, test } from 'vitest';
import { numberIfExact } from '../../../../src/plugin/commands/input/number-if-exact.ts';

test.for([
  ['4001', 4001],
  ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ['9007199254740993', '9007199254740993'],
  ['1e3', '1e3'],
  ['0x10', '0x10'],
  ['007', '007'],
  [' 7', ' 7'],
  ['', ''],
] as const)('the id %j travels as %j', ([id, sent]) => {
  expect(numberIfExact(id)).toBe(sent);
});
