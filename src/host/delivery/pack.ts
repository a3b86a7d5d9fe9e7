import type { Piece, Plan, Split } from './plan.ts';
import type { PreparedRecord } from './to-log-records.ts';

export interface PackLimits {
  readonly maxRecords: number;
  readonly maxBytes: number;
}

/** Requests stay under 4 MB, the limit of many servers; the rest is for resource, scope and punctuation. */
export const maxRequestBytes = 4_000_000 - 65_536;

/**
 * Cuts records into requests of about equal length within both limits. A record beyond the byte limit goes alone, and
 * before all others: should it be refused, what is accepted after it shows that the endpoint works.
 */
export function pack(records: readonly PreparedRecord[], limits: PackLimits): Plan {
  const giants = records.filter(({ bytes }) => bytes > limits.maxBytes);
  const others = giants.length === 0 ? records : records.filter(({ bytes }) => bytes <= limits.maxBytes);
  const requests = [...giants.map((giant) => [giant]), ...cut(others, limits)];
  const singles = newSplit();
  return { singles, queue: requests.map((request) => piece(request, request.length === 1 ? singles : newSplit())) };
}

function cut(records: readonly PreparedRecord[], limits: PackLimits): PreparedRecord[][] {
  const evenLength = Math.ceil(records.length / Math.max(1, Math.ceil(records.length / limits.maxRecords)));
  const requests: PreparedRecord[][] = [];
  let current: PreparedRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    if (current.length > 0 && (current.length === evenLength || bytes + record.bytes > limits.maxBytes)) {
      requests.push(current);
      current = [];
      bytes = 0;
    }
    current.push(record);
    bytes += record.bytes;
  }
  if (current.length > 0) requests.push(current);
  return requests;
}

function newSplit(): Split {
  return { accepted: 0, fruitless: 0 };
}

function piece(records: readonly PreparedRecord[], split: Split): Piece {
  return { records, split, depth: 0, serverErrors: 0, refusal: undefined };
}
