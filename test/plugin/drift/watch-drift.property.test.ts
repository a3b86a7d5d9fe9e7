import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import type { KnownField } from '../../../src/plugin/sources/known-field.ts';
import { drifting } from './drift-watcher.ts';

const fields: readonly KnownField[] = [
  { name: 'status', types: ['text'], values: ['new', 'done'] },
  { name: 'score', types: ['number'] },
  { name: 'custom', types: ['object', 'list'] },
];

const name = fc.oneof(
  fc.constantFrom('status', 'score', 'custom', '__proto__', 'constructor', 'toString', 'invented'),
  fc.string({ unit: 'binary' }),
);
const value = fc.oneof(fc.jsonValue(), fc.constantFrom('new', 'other', 7, null), fc.dictionary(name, fc.jsonValue()));
const item = fc.oneof({ weight: 9, arbitrary: fc.dictionary(name, value) }, { weight: 1, arbitrary: fc.jsonValue() });
const batches = fc.array(fc.array(item, { maxLength: 8 }), { maxLength: 6 });

test('whatever upstream sends: nothing is thrown, every row goes on, and what is kept is small and counted right', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (sent) => {
      const watcher = drifting({ fields });
      for (const items of sent) {
        const { rows, gauges } = await watcher.look(items as JsonValue[]);
        expect(rows.map((row) => row.item)).toEqual(items);
        expect(gauges ?? { drift: 0 }).toEqual({ drift: items.length > 0 ? (await watcher.findings()).length : 0 });
      }
      const found = await watcher.findings();
      for (const { field, sample = '', what = '' } of found) {
        expect(field.length + sample.length + what.length).toBeLessThanOrEqual(180);
      }
      const counted = found.filter(({ field }) => field === 'invented' || field === 'score');
      const counts = counted.map(
        ({ kind, field, what, records }) => [`${kind} ${field} ${what ?? ''}`, records] as const,
      );
      expect(new Map(counts)).toEqual(wanted(sent.flat()));
    }),
    { numRuns: 500 },
  );
});

/** Counts of two fields, made in another way. */
function wanted(items: readonly unknown[]): ReadonlyMap<string, number> {
  const typeOf = (each: unknown) => (each === null ? 'null' : Array.isArray(each) ? 'list' : typeof each);
  const objects = items.filter((each): each is Record<string, unknown> => typeOf(each) === 'object');
  const words = { string: 'text', boolean: 'flag', list: 'list', object: 'object' };
  const holding = (name: string) => objects.filter((each) => Object.hasOwn(each, name));
  const counts = Object.entries(words).map(([type, word]) => {
    const same = holding('score').filter(({ score }) => typeOf(score) === type);
    return [`new-type score ${word}`, same.length] as const;
  });
  const all = [...counts, ['new-field invented ', holding('invented').length] as const];
  return new Map(all.filter(([, count]) => count > 0));
}
