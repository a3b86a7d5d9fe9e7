import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { createChangeBell } from './change-bell.ts';
import type { Answer } from './faults/answer.ts';
import { createFaultSwitch, type FaultSwitch } from './faults/fault-switch.ts';
import { sendAnswer } from './faults/send-answer.ts';
import { readBody, singleHeaders, startLoopbackServer, type LoopbackOptions } from './loopback-server.ts';
import { decodeLogs } from './otlp/decode-logs.ts';
import { acceptance, encodingOf, plainText, rpcStatus } from './otlp/otlp-answers.ts';
import type { OtlpCall } from './otlp/otlp-fault.ts';
import type { ReceivedRecord } from './otlp/received-record.ts';
import { Undecodable } from './otlp/undecodable.ts';

export interface FakeOtlpEndpointOptions extends LoopbackOptions {
  /** Largest body, uncompressed bytes; above it 400, as a Collector does. Default 20 MiB. */
  readonly maxBodyBytes?: number;
  /** Whether to keep the records themselves; false keeps counts alone. Default true. */
  readonly keepRecords?: boolean;
  /** Told of every record as it is accepted. */
  readonly onRecord?: (record: ReceivedRecord) => void;
}

/** A logs request the endpoint has dealt with. */
export interface OtlpRequest extends Pick<OtlpCall, 'encoding' | 'gzip' | 'bytes' | 'headers' | 'uids'> {
  /** Records of the request, and how many of them were accepted. */
  readonly sent: number;
  readonly accepted: number;
  /** Undefined when nothing was said. */
  readonly status: number | undefined;
}

export interface FakeOtlpEndpoint {
  /** Its base: what `endpoint` is set to; `/v1/logs` is appended. */
  readonly url: string;
  readonly faults: FaultSwitch<OtlpCall>;
  readonly requests: readonly OtlpRequest[];
  /** Every record accepted, in the order of acceptance, repeats included. Empty when records are not kept. */
  received(): readonly ReceivedRecord[];
  /** How often each `log.record.uid` was accepted. */
  counts(): ReadonlyMap<string, number>;
  /** Resolves as soon as `condition` holds; looked at after every request. Rejects with the signal's reason. */
  until(condition: () => boolean, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts an OTLP/HTTP endpoint for logs on loopback: JSON and protobuf, plain and gzip, decoded as strictly as a
 * Collector does, and answered as it answers unless a fault says otherwise.
 */
export async function startFakeOtlpEndpoint(options: FakeOtlpEndpointOptions = {}): Promise<FakeOtlpEndpoint> {
  const faults = createFaultSwitch<OtlpCall>();
  const bell = createChangeBell();
  const requests: OtlpRequest[] = [];
  const kept: ReceivedRecord[] = [];
  const counts = new Map<string, number>();

  function accept(records: readonly ReceivedRecord[]): void {
    for (const record of records) {
      if (options.keepRecords !== false) kept.push(record);
      const uid = uidOf(record);
      if (uid !== undefined) counts.set(uid, (counts.get(uid) ?? 0) + 1);
      options.onRecord?.(record);
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const misplaced = refusal(request);
    if (misplaced) {
      await sendAnswer(response, () => misplaced, undefined, plainManner);
      return;
    }
    let accepted = 0;
    const { call, genuine } = readCall(request, body, options.maxBodyBytes ?? defaultMaxBodyBytes, (records) => {
      accepted += records.length;
      accept(records);
    });
    const status = await sendAnswer(response, genuine, faults.decide(call), plainManner);
    const { encoding, gzip, bytes, headers, uids, records } = call;
    requests.push({ encoding, gzip, bytes, headers, uids, sent: records.length, accepted, status });
    bell.ring();
  }

  const server = await startLoopbackServer(serve, options);
  return {
    url: server.url,
    faults,
    requests,
    received: () => kept,
    counts: () => counts,
    until: (condition, signal) => bell.until(condition, signal),
    close: () => server.close(),
  };
}

/** The collector's confighttp default. */
const defaultMaxBodyBytes = 20 * 1024 * 1024;
const plainManner = { headers: {}, gzip: false };

/** What a request that is no logs request is answered with. */
function refusal(request: IncomingMessage): Answer | undefined {
  if (request.url !== '/v1/logs') return plainText(404, '404 page not found');
  if (request.method !== 'POST') return plainText(405, '405 method not allowed, supported: [POST]');
  if (encodingOf(request.headers['content-type'])) return undefined;
  return plainText(415, '415 unsupported media type, supported: [application/json, application/x-protobuf]');
}

function readCall(
  request: IncomingMessage,
  body: Buffer,
  maxBytes: number,
  accept: OtlpCall['accept'],
): { readonly call: OtlpCall; readonly genuine: () => Answer } {
  const encoding = encodingOf(request.headers['content-type']) ?? 'json';
  const gzip = request.headers['content-encoding'] === 'gzip';
  const decoded = decode(body, gzip, encoding, maxBytes);
  const headers = singleHeaders(request);
  const uids = decoded.records.map(uidOf).filter((uid) => uid !== undefined);
  const { records, bytes, problem } = decoded;
  const call: OtlpCall = { method: 'POST', path: '/v1/logs', headers, encoding, gzip, bytes, records, uids, accept };
  const genuine = () => {
    if (problem !== undefined) return rpcStatus(encoding, 400, problem);
    accept(records);
    return acceptance(encoding, { rejected: 0, message: '' });
  };
  return { call, genuine };
}

interface Decoded {
  readonly records: readonly ReceivedRecord[];
  readonly bytes: number;
  /** Why the request is refused. */
  readonly problem?: string;
}

function decode(body: Buffer, gzip: boolean, encoding: OtlpCall['encoding'], maxBytes: number): Decoded {
  try {
    const plain = gzip ? unzipped(body, maxBytes) : body;
    if (plain.length > maxBytes) throw tooLarge();
    return { records: decodeLogs(plain, encoding), bytes: plain.length };
  } catch (error) {
    if (!(error instanceof Undecodable)) throw error;
    return { records: [], bytes: body.length, problem: error.message };
  }
}

function unzipped(body: Buffer, maxBytes: number): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: maxBytes });
  } catch (error) {
    throw error instanceof RangeError ? tooLarge() : new Undecodable('gzip: invalid data');
  }
}

function tooLarge(): Undecodable {
  return new Undecodable('http: request body too large');
}

function uidOf(record: ReceivedRecord): string | undefined {
  const uid = record.attributes['log.record.uid'];
  return typeof uid === 'string' ? uid : undefined;
}
