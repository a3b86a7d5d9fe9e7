import fc from 'fast-check';
import { expect, test } from 'vitest';
import { archiveEnd } from '../../../../src/plugin/commands/files/archive-end.ts';
import { archiveOf } from './archive-of.ts';

function hasEnd(archive: Buffer, pieceBytes: number): boolean {
  const end = archiveEnd();
  for (let at = 0; at < archive.length; at += pieceBytes) end.add(archive.subarray(at, at + pieceBytes));
  return end.hasCome();
}

test('an archive has an end, however it comes and whatever is said behind it', () => {
  const [bytes, comment] = [fc.integer({ min: 0, max: 200_000 }), fc.constantFrom(0, 1, 100, 0xffff)];
  fc.assert(
    fc.property(bytes, comment, fc.integer({ min: 100, max: 70_000 }), (size, said, pieceBytes) => {
      expect(hasEnd(archiveOf(size, 'c'.repeat(said)), pieceBytes)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('one that is cut has none, wherever it is cut', () => {
  const archive = archiveOf(150_000);
  const cut = fc.integer({ min: 1, max: archive.length - 1 });
  fc.assert(
    fc.property(cut, fc.integer({ min: 100, max: 70_000 }), (bytes, pieceBytes) => {
      expect(hasEnd(archive.subarray(0, bytes), pieceBytes)).toBe(false);
    }),
    {
      numRuns: 50,
      examples: [
        [archive.length - 1, 1000],
        [archive.length - 22, 1000],
      ],
    },
  );
});
