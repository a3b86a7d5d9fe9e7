import { messageTable, type FieldKind, type MessageName } from './message-table.ts';
import { Undecodable } from './undecodable.ts';
import { readWire, type WireField } from './wire-reader.ts';

/**
 * A protobuf ExportLogsServiceRequest in the shape OTLP/JSON gives it, so that both encodings are checked by the same
 * rules. Fields it does not know are ignored, as in any protobuf reader. @throws Undecodable
 */
export function decodeProtobuf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  return message('ExportLogsServiceRequest', bytes);
}

function message(name: MessageName, bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = {};
  for (const field of readWire(bytes)) {
    const entry = messageTable[name][field.number];
    if (!entry) continue;
    const decoded = value(field, entry.kind, `${name}.${entry.name}`);
    // An AnyValue is a oneof: of several values on the wire the last one counts.
    if (name === 'AnyValue') for (const other of Object.keys(result)) delete result[other];
    if (entry.repeated) ((result[entry.name] ??= []) as unknown[]).push(decoded);
    else result[entry.name] = decoded;
  }
  return result;
}

function value(field: WireField, kind: FieldKind, name: string): unknown {
  return typeof kind === 'object' ? message(kind.message, bytesOf(field, name)) : scalars[kind](field, name);
}

const scalars: Readonly<Record<Exclude<FieldKind, object>, (field: WireField, name: string) => unknown>> = {
  string: (field, name) => text(bytesOf(field, name), name),
  bytes: (field, name) => Buffer.from(bytesOf(field, name)).toString('base64'),
  hex: (field, name) => Buffer.from(bytesOf(field, name)).toString('hex'),
  bool: (field, name) => integer(field, 'varint', name) !== 0n,
  int64: (field, name) => String(BigInt.asIntN(64, integer(field, 'varint', name))),
  int32: (field, name) => Number(BigInt.asIntN(32, integer(field, 'varint', name))),
  uint32: (field, name) => Number(BigInt.asUintN(32, integer(field, 'varint', name))),
  fixed64: (field, name) => String(integer(field, 'fixed64', name)),
  double: (field, name) => double(integer(field, 'fixed64', name)),
  fixed32: (field, name) => {
    if (field.type !== 'fixed32') throw mismatch(name);
    return field.value;
  },
};

function bytesOf(field: WireField, name: string): Uint8Array {
  if (field.type !== 'bytes') throw mismatch(name);
  return field.value;
}

function integer(field: WireField, type: 'varint' | 'fixed64', name: string): bigint {
  if (field.type !== type) throw mismatch(name);
  return field.value;
}

function double(bits: bigint): number | string {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  const number = view.getFloat64(0);
  // JSON has no such numbers: proto3 writes them as text.
  return Number.isFinite(number) ? number : String(number);
}

function text(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Undecodable(`proto: ${name} is no valid UTF-8`);
  }
}

function mismatch(name: string): Undecodable {
  return new Undecodable(`proto: wrong wire type for ${name}`);
}
