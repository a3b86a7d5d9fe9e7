import { type ConnectorError, isConnectorError, type TestStage } from '../../../src/contract/index.ts';
import { createSink } from '../../../src/host/delivery/create-sink.ts';
import type { OtlpDestination } from '../../../src/host/delivery/destination.ts';
import type { Sink } from '../../../src/host/delivery/sink.ts';

export const never: AbortSignal = new AbortController().signal;

/** Wall clock stands still: what is measured here is the endpoint, not time. */
export const clock = { now: () => 1_800_000_000_000, elapsed: () => 0, sleep: () => Promise.resolve() };

export function otlpSink(endpoint: string, settings: Partial<OtlpDestination> = {}): Sink {
  const defaults = {
    encoding: 'json',
    compression: 'none',
    headers: {},
    timeoutMs: 5000,
    maxRequestRecords: 200,
  } as const;
  return createSink({ kind: 'otlp', endpoint, ...defaults, ...settings }, { clock, proxyEnvironment: {} });
}

/** The ConnectorError a promise must reject with. */
export async function failureOf(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(
    () => new Error('nothing failed'),
    (reason: unknown) => reason,
  );
  if (isConnectorError(error)) return error;
  throw error;
}

/** Everything a connection test yields. */
export async function stagesOf(sink: Sink): Promise<TestStage[]> {
  const stages: TestStage[] = [];
  for await (const stage of sink.test(never)) stages.push(stage);
  return stages;
}
