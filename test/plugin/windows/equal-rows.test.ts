import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createEqualRows } from '../../../src/plugin/windows/equal-rows.ts';

test('says how many equal rows came before, also once the table has grown', () => {
  const equal = createEqualRows();
  const counts = new Map<string, number>();
  for (let row = 0; row < 20_000; row += 1) {
    const rowHash = hash('sha256', `row ${row % 7001}`);
    const before = counts.get(rowHash) ?? 0;
    expect(equal.before(rowHash)).toBe(before);
    counts.set(rowHash, before + 1);
  }
});
