import { crc32 } from 'node:zlib';
import type { BodyStream } from '../../faults/body-stream.ts';

/** A file in a ZIP. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: number;
  /** The same bytes every time, as many as `bytes` says. */
  readonly content: () => Iterable<Uint8Array>;
}

export interface StoredZip {
  readonly bytes: number;
  readonly content: BodyStream;
}

/**
 * A ZIP of files that are not compressed, made while it is read: sums and sizes stand behind each file, as APPNOTE.TXT
 * (4.3.9, data descriptor) has it. Up to 4 GiB.
 */
export function storedZip(entries: readonly ZipEntry[]): StoredZip {
  const names = entries.map(({ name }) => Buffer.byteLength(name));
  const overhead = names.reduce((sum, name) => sum + 30 + name + 16 + 46 + name, 22);
  return {
    bytes: entries.reduce((sum, { bytes }) => sum + bytes, overhead),
    content: () => pieces(entries),
  };
}

/** Bit 3: sums follow the file; bit 11: names are UTF-8. */
const flags = 0x0808;

function* pieces(entries: readonly ZipEntry[]): Generator<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, content } of entries) {
    const text = Buffer.from(name);
    yield Buffer.concat([localHeader(text.length), text]);
    let sum = 0;
    for (const chunk of content()) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
    yield descriptor(sum, bytes);
    directory.push(centralHeader(text.length, { sum, bytes, offset }), text);
    offset += 30 + text.length + bytes + 16;
  }
  const listing = Buffer.concat(directory);
  yield listing;
  yield ending(entries.length, listing.length, offset);
}

function localHeader(nameLength: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(firstDay, 12);
  header.writeUInt16LE(nameLength, 26);
  return header;
}

function descriptor(sum: number, bytes: number): Buffer {
  const record = Buffer.alloc(16);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(sum, 4);
  record.writeUInt32LE(bytes, 8);
  record.writeUInt32LE(bytes, 12);
  return record;
}

interface Placed {
  readonly sum: number;
  readonly bytes: number;
  readonly offset: number;
}

function centralHeader(nameLength: number, { sum, bytes, offset }: Placed): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(firstDay, 14);
  header.writeUInt32LE(sum, 16);
  header.writeUInt32LE(bytes, 20);
  header.writeUInt32LE(bytes, 24);
  header.writeUInt16LE(nameLength, 28);
  header.writeUInt32LE(offset, 42);
  return header;
}

function ending(count: number, length: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(length, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}

/** 1 January 1980: days begin there. */
const firstDay = 0x0021;
