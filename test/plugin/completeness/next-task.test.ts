import { expect, test } from 'vitest';
import { advanced } from '../../../src/plugin/completeness/next-task.ts';

test('a mark moves over what was counted from where it stands, as far as it has come by', () => {
  expect(advanced([10, 10, 10], [40, 30, 20], { fromMs: 10, toMs: 34 })).toEqual([35, 30, 20]);
});

test('a mark that stands before the counted span stays: what lies between was not counted', () => {
  expect(advanced([20, 20, 10], [40, 30, 20], { fromMs: 20, toMs: 39 })).toEqual([40, 30, 10]);
});
