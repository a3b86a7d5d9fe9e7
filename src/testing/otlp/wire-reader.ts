import { createByteReader, type ByteReader } from './byte-reader.ts';
import { Undecodable } from './undecodable.ts';

/** One field of a protobuf message: its number, and its value by wire type. */
export type WireField =
  | { readonly number: number; readonly type: 'varint' | 'fixed64'; readonly value: bigint }
  | { readonly number: number; readonly type: 'fixed32'; readonly value: number }
  | { readonly number: number; readonly type: 'bytes'; readonly value: Uint8Array };

/** The fields of a protobuf message, in the order they were written. @throws Undecodable when it is cut or is none. */
export function* readWire(bytes: Uint8Array): Generator<WireField> {
  const reader = createByteReader(bytes);
  while (!reader.done()) {
    const tag = reader.small();
    if (tag < 8) throw new Undecodable('proto: field number 0');
    yield readField(reader, Math.floor(tag / 8), tag % 8);
  }
}

function readField(reader: ByteReader, number: number, wireType: number): WireField {
  switch (wireType) {
    case 0:
      return { number, type: 'varint', value: reader.varint() };
    case 1:
      return { number, type: 'fixed64', value: reader.fixed64() };
    case 2:
      return { number, type: 'bytes', value: reader.bytes(reader.small()) };
    case 5:
      return { number, type: 'fixed32', value: reader.fixed32() };
    default:
      throw new Undecodable(`proto: wire type ${wireType} is not understood`);
  }
}
