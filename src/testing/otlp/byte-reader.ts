import { Undecodable } from './undecodable.ts';

/** Reads the primitives of the protobuf wire format one after the other. All throw Undecodable past the end. */
export interface ByteReader {
  done(): boolean;
  /** A tag or a length: 32 bits at most, and read for every field, so without big integers. */
  small(): number;
  varint(): bigint;
  fixed64(): bigint;
  fixed32(): number;
  bytes(length: number): Uint8Array;
}

export function createByteReader(bytes: Uint8Array): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  function take<T>(count: number, read: (from: number) => T): T {
    if (at + count > bytes.length) throw new Undecodable('proto: unexpected end of message');
    at += count;
    return read(at - count);
  }
  const byte = () => take(1, (from) => view.getUint8(from));

  return {
    done: () => at >= bytes.length,
    small: () => {
      let value = 0;
      for (let factor = 1; factor <= 2 ** 28; factor *= 128) {
        const next = byte();
        value += (next & 0x7f) * factor;
        if (next < 0x80) return value;
      }
      throw new Undecodable('proto: a tag or length of more than 32 bits');
    },
    varint: () => {
      let value = 0n;
      for (let shift = 0n; shift < 70n; shift += 7n) {
        const next = byte();
        value |= BigInt(next & 0x7f) << shift;
        if (next < 0x80) return BigInt.asUintN(64, value);
      }
      throw new Undecodable('proto: a varint of more than ten bytes');
    },
    fixed64: () => take(8, (from) => view.getBigUint64(from, true)),
    fixed32: () => take(4, (from) => view.getUint32(from, true)),
    bytes: (length) => take(length, (from) => bytes.subarray(from, from + length)),
  };
}
