import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRow } from '../../../src/plugin/xql/parse-row.ts';
import { rowLines } from '../../../src/plugin/xql/row-lines.ts';

/** A body in pieces that end where they like, in the middle of a character too. */
async function* pieces(bytes: Buffer, cuts: readonly number[]): AsyncGenerator<Buffer> {
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((one, other) => one - other);
  let from = 0;
  for (const end of ends) {
    yield bytes.subarray(from, end);
    from = end;
  }
}

async function readWhole(body: AsyncIterable<Buffer>) {
  const rows = [];
  for await (const line of rowLines(body)) rows.push(parseRow(line));
  return rows;
}

test('rows are the same wherever the pieces of a body end', async () => {
  const row = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer()));
  await fc.assert(
    fc.asyncProperty(fc.array(row), fc.array(fc.nat()), fc.boolean(), async (rows, cuts, ended) => {
      const text = rows.map((one) => JSON.stringify(one)).join('\n') + (ended ? '\n' : '');
      const read = await readWhole(pieces(Buffer.from(text), cuts));
      expect(read.map((one) => JSON.stringify(one))).toEqual(rows.map((one) => JSON.stringify(one)));
    }),
  );
});

test('half a row at the end is noticed', () => {
  expect(() => parseRow(Buffer.from('{"event_id": "a", "x'))).toThrow('breaks off in the middle');
});

test('a row that is no object is noticed', () => {
  expect(() => parseRow(Buffer.from('12'))).toThrow('breaks off in the middle');
});

test('an error in place of rows is told, and a column of that name is none', () => {
  const error = { reply: { err_code: 500, err_msg: 'stream abc was not found', err_extra: null } };
  expect(() => parseRow(Buffer.from(JSON.stringify(error)))).toThrow('stream abc was not found');
  const row = { ...error, _time: 1 };
  expect(parseRow(Buffer.from(JSON.stringify(row)))).toEqual(row);
});

test('a row without end is refused before it fills the memory', async () => {
  const endless = async function* endless() {
    for (;;) yield Buffer.alloc(1024 * 1024, 'A');
  };
  await expect(readWhole(endless())).rejects.toMatchObject({ code: 'API-SIZE' });
});

test('empty lines without end are refused, some are left out', async () => {
  async function* body(pieces: number) {
    for (let sent = 0; sent < pieces; sent += 1) yield Buffer.alloc(100_000, '\n');
    yield Buffer.from('{}\n');
  }
  let lines = 0;
  for await (const _ of rowLines(body(5))) lines += 1;
  expect(lines).toBe(1);
  const endless = (async () => {
    for await (const _ of rowLines(body(Infinity))) lines += 1;
  })();
  await expect(endless).rejects.toMatchObject({ kind: 'protocol' });
});
