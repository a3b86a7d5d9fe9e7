import { expect, test } from 'vitest';
import { durationText } from '../../src/cli/duration-text.ts';

test.for<[ms: number, text: string]>([
  [0, '0s'],
  [41_400, '41s'],
  [59_600, '1m'],
  [12 * 60_000, '12m'],
  [3_599_999, '1h'],
  [23.4 * 3_600_000, '23h'],
  [23.9 * 3_600_000, '1d'],
  [49 * 3_600_000, '2d'],
])('%i ms are %s', ([ms, text]) => expect(durationText(ms)).toBe(text));
