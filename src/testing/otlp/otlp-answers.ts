import type { Answer } from '../faults/answer.ts';
import type { OtlpEncoding } from './decode-logs.ts';

const contentTypes: Readonly<Record<OtlpEncoding, string>> = {
  json: 'application/json',
  protobuf: 'application/x-protobuf',
};

/** The encoding a content type names; undefined for any other. */
export function encodingOf(contentType: string | undefined): OtlpEncoding | undefined {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === contentTypes.json) return 'json';
  return type === contentTypes.protobuf ? 'protobuf' : undefined;
}

/** What a Collector answers to a request it has taken, or has taken in part. */
export function acceptance(
  encoding: OtlpEncoding,
  partial: { readonly rejected: number; readonly message: string },
): Answer {
  const headers = { 'content-type': contentTypes[encoding] };
  const isWhole = partial.rejected === 0 && partial.message === '';
  if (encoding === 'json') {
    const rejected = partial.rejected === 0 ? {} : { rejectedLogRecords: String(partial.rejected) };
    const body = { partialSuccess: isWhole ? {} : { ...rejected, errorMessage: partial.message } };
    return { status: 200, headers, body };
  }
  const fields = Buffer.concat([
    partial.rejected === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.of(0x08), varint(partial.rejected)]),
    partial.message === '' ? Buffer.alloc(0) : lengthDelimited(2, Buffer.from(partial.message)),
  ]);
  return { status: 200, headers, body: lengthDelimited(1, fields) };
}

/** A google.rpc.Status in the encoding of the request, as the Collector's OTLP receiver answers errors. */
export function rpcStatus(encoding: OtlpEncoding, status: number, message: string): Answer {
  const code = grpcCodes[status] ?? 2;
  const headers = { 'content-type': contentTypes[encoding] };
  if (encoding === 'json') return { status, headers, body: { code, message } };
  const bytes = Buffer.concat([Buffer.of(0x08), varint(code), lengthDelimited(2, Buffer.from(message))]);
  return { status, headers, body: bytes };
}

/** An answer in words, as the Collector gives to what is no OTLP request. */
export function plainText(status: number, text: string): Answer {
  return { status, headers: { 'content-type': 'text/plain' }, body: text };
}

const grpcCodes: Readonly<Record<number, number>> = {
  400: 3,
  401: 16,
  403: 7,
  404: 5,
  413: 8,
  429: 8,
  500: 13,
  503: 14,
};

function lengthDelimited(field: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.of((field << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}
