import type { Answer } from '../faults/answer.ts';
import type { Fault, FaultCall } from '../faults/fault.ts';
import { fault } from '../faults/fault-kinds.ts';
import type { OtlpEncoding } from './decode-logs.ts';
import { acceptance, plainText, rpcStatus } from './otlp-answers.ts';
import type { ReceivedRecord } from './received-record.ts';

/** A logs request, as a fault sees it. */
export interface OtlpCall extends FaultCall {
  readonly encoding: OtlpEncoding;
  readonly gzip: boolean;
  /** Uncompressed size of the body. */
  readonly bytes: number;
  /** Empty when the request could not be decoded. */
  readonly records: readonly ReceivedRecord[];
  /** `log.record.uid` of each record that has one. */
  readonly uids: readonly string[];
  /** Accepts these records, beside answering: what the endpoint itself does with all of them. */
  readonly accept: (records: readonly ReceivedRecord[]) => void;
}

/** What an OTLP endpoint may do to a request. */
export const otlpFault = {
  /** Takes all but the first `rejected` records and says so; with 0 it takes all and warns. */
  partialSuccess: (rejected: number, message = 'rejected by policy'): Fault<OtlpCall> =>
    answering((call) => {
      call.accept(call.records.slice(rejected));
      return acceptance(call.encoding, { rejected, message });
    }),

  /** This status for a request that contains one of these records; the rest of it is not taken either. */
  refuse: (uids: readonly string[], status = 400, message = 'invalid record'): Fault<OtlpCall> =>
    fault.when(
      (call) => call.uids.some((uid) => uids.includes(uid)),
      answering((call) => rpcStatus(call.encoding, status, message)),
    ),

  /** An OTLP error in the encoding of the request, such as 429 with `retry-after`. */
  status: (status: number, headers: Readonly<Record<string, string>> = {}): Fault<OtlpCall> =>
    answering((call) => {
      const answer = rpcStatus(call.encoding, status, 'not now');
      return { ...answer, headers: { ...answer.headers, ...headers } };
    }),

  /** Refuses bodies above so many bytes: 413 from a proxy, 400 from a Collector. */
  largerThan: (bytes: number, status: 400 | 413 = 413): Fault<OtlpCall> =>
    fault.when(
      (call) => call.bytes > bytes,
      answering((call) => rpcStatus(call.encoding, status, 'http: request body too large')),
    ),

  /** 415 for compressed requests. */
  refuseGzip: (): Fault<OtlpCall> =>
    fault.when(
      (call) => call.gzip,
      answering(() => plainText(415, 'unsupported Content-Encoding: gzip')),
    ),
} as const;

function answering(make: (call: OtlpCall) => Answer): Fault<OtlpCall> {
  return () => (call) => ({ kind: 'answer', make: () => make(call) });
}
