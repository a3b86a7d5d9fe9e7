import { describe, expect, test } from 'vitest';
import type { CallAnswer } from '../../../src/api/commands.ts';
import { rowsOf } from '../../../src/web/commands/model/rows-of.ts';

const answer = (change: Partial<CallAnswer>): CallAnswer => ({ records: [], rawData: null, cut: false, ...change });
const rows = (change: Partial<CallAnswer>, recordCount = 0) => rowsOf({ answer: answer(change), recordCount });

describe('the rows of a result', () => {
  test('are its records, with the columns that hold anything', () => {
    const records = [
      { name: 'attic', open: true, tags: ['a', 'b'], nothing: null, nested: { a: 1 } },
      { name: 'cellar', open: false, tags: [], height: 2 },
    ];
    expect(rows({ records, rawData: [{ other: 1 }] }, 7)).toEqual({
      name: 'records',
      columns: ['name', 'open', 'tags', 'nested', 'height'],
      rows: [
        ['attic', 'true', 'a, b', '{"a":1}', ''],
        ['cellar', 'false', '', '', '2'],
      ],
      total: 7,
      otherColumns: 0,
    });
  });

  test('are else the longest flat list in what was answered, wherever it stands', () => {
    const rawData = { reply: { few: [{ id: 1 }], many: [{ id: 1 }, { id: 2 }], words: ['a', 'b', 'c'] } };
    expect(rows({ rawData })).toMatchObject({ name: 'many', columns: ['id'], rows: [['1'], ['2']], total: 2 });
    expect(rows({ rawData, cut: true })?.total).toBeUndefined();
  });

  test('are none where nothing is flat', () => {
    expect(rows({ rawData: { reply: [{ a: { b: 1 }, c: { d: 2 } }] } })).toBeUndefined();
    expect(rows({ rawData: 'text' })).toBeUndefined();
    expect(rowsOf({ answer: null, recordCount: 3 })).toBeUndefined();
  });

  test('are bounded in rows, columns and text', () => {
    const wide = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`column_${index}`, 'x'.repeat(500)]));
    const found = rows({ records: Array.from({ length: 150 }, () => wide) }, 150);
    expect(found).toMatchObject({ total: 150, otherColumns: 18 });
    expect([found?.rows.length, found?.columns.length, found?.rows[0]?.[0]?.length]).toEqual([100, 12, 201]);
  });
});
