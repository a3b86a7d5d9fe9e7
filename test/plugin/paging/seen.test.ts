import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeen } from '../../../src/plugin/paging/seen.ts';

const uid = fc.string({
  unit: fc.constantFrom('0', '1', '7', '8', '9', 'a', 'c', 'e', 'f'),
  minLength: 64,
  maxLength: 64,
});
const entries = fc.uniqueArray(fc.tuple(uid, fc.integer({ min: 0, max: 2 ** 45 })), {
  selector: ([id]) => id.slice(0, 16),
});

test('what is encoded is what is remembered, whatever the times', () => {
  fc.assert(
    fc.property(entries, (given) => {
      const seen = createSeen();
      for (const [id, timeMs] of given) seen.add(id, timeMs);
      const restored = createSeen(seen.encode());
      expect(restored.size).toBe(given.length);
      expect(given.every(([id]) => restored.has(id))).toBe(true);
      expect(restored.encode()).toBe(seen.encode());
    }),
  );
});

test('shrinking forgets the oldest whole milliseconds and nothing that is protected', () => {
  const seen = createSeen();
  for (let index = 0; index < 10; index++) seen.add(index.toString(16).padEnd(64, '0'), 100 + Math.floor(index / 2));
  expect(seen.shrinkTo(6, 200)).toBe(102);
  expect(seen.size).toBe(6);
  expect(seen.shrinkTo(0, 103)).toBe(103);
  expect(seen.size).toBe(4);
  expect(seen.shrinkTo(0, 103)).toBeUndefined();
});
