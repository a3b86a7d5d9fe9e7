import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonShape } from '../../../src/plugin/cortex/json-shape.ts';
import { limitValues } from '../../../src/plugin/cortex/limit-values.ts';
import { mostValues } from '../../../src/plugin/cortex/too-many-values.ts';

const tooMany = expect.objectContaining({ kind: 'protocol', code: 'API-SIZE' });

/** A text in pieces of so many bytes, over and over. */
async function* inPieces(text: string, sizes: readonly number[]): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function passed(text: string, sizes: readonly number[], smallBytes: number): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of limitValues(inPieces(text, sizes), smallBytes)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

test('passes as many values as parsing finds when all of it is there, wherever the pieces end', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), sizes, async (value, cuts) => {
      const json = JSON.stringify(value);
      const most = mostValues - jsonShape(json).values;
      // The many are in few pieces, the interesting part is in small ones.
      const pieces = [
        ...Array<number[]>(Math.ceil(Buffer.byteLength(json) / cuts.length))
          .fill(cuts)
          .flat(),
        300_000,
      ];
      const text = `${json}${','.repeat(most)}`;
      expect((await passed(text, pieces, 100)) === text).toBe(true);
      await expect(passed(`${text},`, pieces, 100)).rejects.toEqual(tooMany);
    }),
  );
});

test('does not look at a small text', async () => {
  const text = '{},'.repeat(mostValues);
  expect((await passed(text, [1000], text.length)) === text).toBe(true);
  await expect(passed(text, [1000], text.length - 1)).rejects.toEqual(tooMany);
});
