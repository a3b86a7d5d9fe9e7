import { expect, test } from 'vitest';
import { rowTable } from '../../../src/cli/command/row-table.ts';

const long = 'x'.repeat(50);

test('what is too long for a column is cut, and takes what room is left', () => {
  expect(rowTable([{ id: '1', message: long }], 80)[1]).toBe(`1   ${long}`);
  expect(rowTable([{ id: '1', message: long }], 50)[1]).toBe(`1   ${'x'.repeat(45)}…`);
});

test('the room that is left goes to the first column that is cut', () => {
  expect(rowTable([{ first: long, second: long }], 80)[1]).toBe(`${'x'.repeat(41)}…  ${'x'.repeat(35)}…`);
});

test('no line is wider than there is room, if it is wide enough for a column', () => {
  const rows = [1, 2].map((row) =>
    Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`name-${at}`, `${at}`.repeat(row * at)])),
  );
  for (const room of [40, 76, 77, 78, 120, 400]) {
    for (const line of rowTable(rows, room, '    ')) expect(line.length).toBeLessThanOrEqual(Math.max(room, 80));
  }
});

test('of the columns there is no room for some are named, the others counted', () => {
  const row = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`name-${at}`, long]));
  const said = rowTable([row], 60).join(' ').replaceAll(/\s+/g, ' ');
  expect(said).toMatch(/See --json: also name-1, .*, name-12 and 7 more$/);
});

test('a thing in a cell is told by its names and values', () => {
  expect(rowTable([{ id: 1, counts: { PENDING: 1, DONE: 2 } }], 80)).toEqual(['ID  COUNTS', '1   PENDING=1, DONE=2']);
});

test('columns stand one below the other, also where letters take two', () => {
  const rows = [
    { host: '会計-PC-04', id: '1' },
    { host: 'pc', id: '2' },
  ];
  expect(rowTable(rows, 80)).toEqual(['HOST        ID', '会計-PC-04  1', 'pc          2']);
});
