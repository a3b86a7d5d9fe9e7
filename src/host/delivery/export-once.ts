import type { ClientRequest } from 'node:http';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { ObservedAnswer } from './observed-answer.ts';
import { observeRequest, type RequestWatch } from './observe-request.ts';

/** An official exporter and the gate its requests go through. */
export interface ExportLine {
  readonly exporter: Exporter;
  readonly allowNext: (seen: ((request: ClientRequest) => void) | undefined) => void;
}

interface Exporter {
  export(records: ReadableLogRecord[], done: (result: { readonly error?: Error }) => void): void;
}

export interface ExportResult {
  readonly answer: ObservedAnswer;
  /** True when the exporter ended this export too, and can be given another. */
  readonly reusable: boolean;
}

/**
 * One export, one request, within `timeoutMs` in total. The outcome is what the wire showed, never the exporter's
 * callback: that one reports success for a partial one, for a login page and for a cut answer. The deadline runs on
 * real time, as sockets do. Rejects with the signal's reason when aborted, the connection gone.
 */
export async function exportOnce(
  line: ExportLine,
  records: ReadableLogRecord[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ExportResult> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<ObservedAnswer>();
  let sent: { readonly request: ClientRequest; readonly watch: RequestWatch } | undefined;

  line.allowNext((request) => {
    const watch = observeRequest(request);
    sent = { request, watch };
    void watch.done.then((end) => resolve(end instanceof Error ? failed(end, watch) : end));
  });
  const deadline = setTimeout(() => {
    // Without the rest of a refusal's body its status still decides; an acceptance must be read to its end.
    const soFar = sent?.watch.soFar();
    const decided = soFar !== undefined && soFar.status >= 300;
    resolve(decided ? soFar : { kind: 'timeout', afterMs: timeoutMs, bytes: sent?.watch.bytes() ?? 0 });
  }, timeoutMs);
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });

  try {
    startExport(line.exporter, records, (error) => {
      // A connection that cannot even be begun, such as with a key that is none, says so to nobody but the exporter.
      if (sent === undefined || sent.request.socket === null) resolve({ kind: 'unsent', error, bytes: 0 });
    });
    const answer = await promise;
    return { answer, reusable: answer.kind === 'answer' && answer.status < 300 && answer.complete };
  } catch (error) {
    if (error instanceof Unencodable)
      return { answer: { kind: 'unencodable', error: error.cause, bytes: 0 }, reusable: true };
    throw error;
  } finally {
    clearTimeout(deadline);
    signal.removeEventListener('abort', abort);
    line.allowNext(undefined);
    if (sent !== undefined && !(sent.watch.complete() && sent.request.writableFinished)) sent.request.destroy();
  }
}

/** The serializer throws out of `export` itself, before anything is sent. */
class Unencodable extends Error {}

function startExport(exporter: Exporter, records: ReadableLogRecord[], ended: (error: unknown) => void): void {
  try {
    exporter.export(records, (result) => ended(result.error));
  } catch (error) {
    throw new Unencodable('the records cannot be encoded', { cause: error });
  }
}

function failed(error: Error, watch: RequestWatch): ObservedAnswer {
  return { kind: 'failed', error, bytes: watch.bytes() };
}
