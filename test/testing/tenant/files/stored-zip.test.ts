import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { storedZip } from '../../../../src/testing/tenant/files/stored-zip.ts';

/** The files of a ZIP that are not compressed, as its directory has them (APPNOTE.TXT, 4.3). */
function filesOf(zip: Buffer): Record<string, string> {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).toBe(0x06054b50);
  const files: Record<string, string> = {};
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    expect(zip.readUInt32LE(at)).toBe(0x02014b50);
    const [sum, size, nameLength, local] = [
      zip.readUInt32LE(at + 16),
      zip.readUInt32LE(at + 24),
      zip.readUInt16LE(at + 28),
      zip.readUInt32LE(at + 42),
    ];
    const name = zip.subarray(at + 46, at + 46 + nameLength);
    expect(zip.readUInt32LE(local)).toBe(0x04034b50);
    expect(zip.subarray(local + 30, local + 30 + nameLength)).toEqual(name);
    const begin = local + 30 + nameLength;
    const content = zip.subarray(begin, begin + size);
    expect([crc32(content), zip.readUInt32LE(begin + size + 4)]).toEqual([sum, sum]);
    files[name.toString()] = content.toString();
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return files;
}

test('a ZIP has its files, with their sums, and is as long as it says', () => {
  const texts = { 'C:/Temp/日本.txt': 'eins', 'empty.bin': '', 'deep/er/two.log': 'zwei\n'.repeat(50_000) };
  const entries = Object.entries(texts).map(([name, text]) => {
    const bytes = Buffer.from(text);
    return { name, bytes: bytes.length, content: () => [bytes.subarray(0, 3), bytes.subarray(3)] };
  });
  const zip = storedZip(entries);
  const bytes = Buffer.concat([...(zip.content() as Iterable<Uint8Array>)]);
  expect(bytes.length).toBe(zip.bytes);
  expect(filesOf(bytes)).toEqual(texts);
});
