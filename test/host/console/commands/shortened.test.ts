import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortened } from '../../../../src/host/console/commands/shortened.ts';

describe('a value that is shown', () => {
  test('is left as it is while there is room for it', () => {
    const value = { reply: [{ a: 1 }, 'text', null] };
    expect(shortened(value, 100)).toEqual({ value, isShort: false });
  });

  test('keeps its form where it is too long', () => {
    const value = {
      reply: { rows: Array.from({ length: 1000 }, (_, id) => ({ id, text: 'x'.repeat(50) })), total: 1000 },
    };
    const { value: cut, isShort } = shortened(value, 20_000);
    expect(isShort).toBe(true);
    expect(cut).toMatchObject({ reply: { total: 1000 } });
    expect((cut as typeof value).reply.rows).toHaveLength(200);
  });

  test('is never longer than there is room for, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 4, max: 2000 }), (value, most) => {
        const { value: cut, isShort } = shortened(value as string, most);
        expect(JSON.stringify(cut).length).toBeLessThanOrEqual(most);
        expect(isShort || isDeepStrictEqual(cut, value)).toBe(true);
      }),
    );
  });

  test('of too many names is not shown at all', () => {
    const value = Object.fromEntries(Array.from({ length: 1000 }, (_, id) => [`name ${id}`, id]));
    expect(shortened(value, 500)).toEqual({ value: null, isShort: true });
  });
});
