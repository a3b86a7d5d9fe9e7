import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import type { HttpAnswer } from './observed-answer.ts';

/** What the body of a 2xx answer says (OTLP specification, ExportLogsServiceResponse). */
export type Acceptance =
  | { readonly kind: 'understood'; readonly rejected: number; readonly message: string }
  /** Something that is no OTLP endpoint answered. */
  | { readonly kind: 'foreign'; readonly contentType: string }
  /** Says the right content type but cannot be read: nobody knows what was accepted. */
  | { readonly kind: 'unreadable' };

const everything: Acceptance = { kind: 'understood', rejected: 0, message: '' };

/** `encoding` is the request's; it decides where the answer does not say its content type. */
export function readAcceptance({ headers, body }: HttpAnswer, encoding: 'json' | 'protobuf'): Acceptance {
  // As it came: in another case a secret that is echoed here would not be recognised.
  const contentType = headers['content-type']?.split(';')[0]?.trim();
  if (body.length === 0) return everything;
  switch (contentType?.toLowerCase() ?? (encoding === 'json' ? 'application/json' : 'application/x-protobuf')) {
    case 'application/json':
      return readJson(body.toString());
    case 'application/x-protobuf':
    case 'application/protobuf':
      return readProtobuf(body);
    default:
      return { kind: 'foreign', contentType: contentType ?? '' };
  }
}

function readJson(text: string): Acceptance {
  if (text.trim() === '') return everything;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { kind: 'unreadable' };
  }
  if (!isMap(parsed)) return { kind: 'foreign', contentType: 'application/json' };
  const partial = parsed['partialSuccess'] ?? parsed['partial_success'];
  if (!isMap(partial)) return everything;
  // int64 travels as a decimal string in OTLP/JSON; many servers send a number.
  const rejected = Number(partial['rejectedLogRecords'] ?? partial['rejected_log_records'] ?? 0);
  const message = partial['errorMessage'] ?? partial['error_message'];
  return { kind: 'understood', rejected: countOf(rejected), message: typeof message === 'string' ? message : '' };
}

function readProtobuf(body: Buffer): Acceptance {
  try {
    const { partialSuccess } = ProtobufLogsSerializer.deserializeResponse(body);
    const rejected = countOf(partialSuccess?.rejectedLogRecords ?? 0);
    return { kind: 'understood', rejected, message: partialSuccess?.errorMessage ?? '' };
  } catch {
    return { kind: 'unreadable' };
  }
}

function countOf(rejected: number): number {
  return rejected > 0 ? Math.floor(rejected) : 0;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
