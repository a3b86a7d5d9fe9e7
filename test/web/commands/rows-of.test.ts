import { describe, expect, test } from 'vitest';
import type { CallAnswer } from '../../../src/api/commands.ts';
import { keyFieldText } from '../../../src/web/commands/model/key-field-text.ts';
import { rowsIn, rowsOf } from '../../../src/web/commands/model/rows-of.ts';

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
        ['attic', 'true', 'a, b', 'a=1', ''],
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

  test('show as a time what is named one', () => {
    const at = Date.UTC(2026, 0, 31, 8);
    const record = { creation_time: at, last_seen: at, install_date: at, timeout: at, score_time: 90 };
    expect(rows({ records: [record] })?.rows[0]).toEqual([
      '2026-01-31 08:00:00 UTC',
      '2026-01-31 08:00:00 UTC',
      '2026-01-31 08:00:00 UTC',
      String(at),
      '90',
    ]);
  });
});

describe('a key field', () => {
  test('that is a list of things is rows', () => {
    const actions = [{ action_id: '4001', counts: { PENDING: 1, DONE: 2 } }];
    expect(rowsIn('actions', actions)).toEqual({
      name: 'actions',
      columns: ['action_id', 'counts'],
      rows: [['4001', 'PENDING=1, DONE=2']],
      total: 1,
      otherColumns: 0,
    });
    for (const value of [[], ['4001'], { a: 1 }, '4001', null]) expect(rowsIn('actions', value)).toBeUndefined();
  });

  test.for<[text: string, value: unknown]>([
    ['4001', '4001'],
    ['false', false],
    ['pc-1\npc-2', ['pc-1', 'pc-2']],
    ['license_quota: 5\nused_quota: 0.5', { license_quota: 5, used_quota: 0.5 }],
    ['{"a":{"b":1}}', { a: { b: 1 } }],
    ['none', []],
    ['none', null],
  ])('reads %j of %j', ([text, value]) => {
    expect(keyFieldText(value)).toBe(text);
  });
});
