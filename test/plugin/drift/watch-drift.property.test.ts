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
        if (items.length > 0) expect(gauges).toEqual({ drift: (await watcher.findings()).length });
      }
      const found = await watcher.findings();
      const all = sent.flat().filter((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
      const holding = (field: string) => all.filter((each) => Object.hasOwn(each as object, field));
      for (const { kind, field, what, sample = '', records } of found) {
        expect(field.length + sample.length + (what?.length ?? 0)).toBeLessThanOrEqual(180);
        if (kind === 'new-field' && field === 'invented') expect(records).toBe(holding('invented').length);
        if (kind === 'new-type' && field === 'score') {
          const types = { text: 'string', flag: 'boolean' } as Readonly<Record<string, string>>;
          const same = holding('score').filter(
            (each) => typeof (each as { score: unknown }).score === types[what ?? ''],
          );
          if (what === 'text' || what === 'flag') expect(records).toBe(same.length);
        }
      }
      expect(found.some(({ field }) => field === 'invented')).toBe(holding('invented').length > 0);
      expect(found.every(({ kind }) => kind !== 'gone-field')).toBe(true);
    }),
    { numRuns: 500 },
  );
});
