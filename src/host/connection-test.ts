import type { TestResult } from '../api/connector-form.ts';
import { ConnectorError, isConnectorError, type Logger, type TestStage, type Tools } from '../contract/index.ts';
import type { ConfiguredConnector } from './config/configuration.ts';
import { createSink, type SinkTools } from './delivery/create-sink.ts';
import type { DestinationConfig } from './delivery/destination.ts';

/** The most a whole test may take, milliseconds of real time: it watches real sockets. */
const longestTestMs = 20_000;
/** For a plugin that keeps to the limit by itself, to say where it stood. */
const graceMs = 500;

/** Where a connector's records come from and go to. */
export interface TestedWay {
  readonly connector: Pick<ConfiguredConnector, 'plugin' | 'config'>;
  readonly destination: DestinationConfig;
  /** Default: 20 seconds and a half. */
  readonly longestMs?: number;
}

/**
 * Tests the way from the tenant to the destination: the source's stages, then those of the destination, which say
 * something whatever the source's came to. Both are under way at the same time; what does not end in time has failed.
 * Throws only the signal's reason.
 */
export async function* testConnection(
  { connector, destination, longestMs = longestTestMs + graceMs }: TestedWay,
  tools: Tools & SinkTools,
  signal: AbortSignal,
): AsyncGenerator<TestStage> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(tooLong(longestMs)), longestMs);
  const stop = AbortSignal.any([signal, over.signal]);
  const sink = createSink(destination, tools);
  try {
    const atDestination = collected(stagesOf('destination', () => sink.test(stop), tools, stop));
    yield* stagesOf('source', () => connector.plugin.test(connector.config, tools, stop), tools, stop);
    yield* await atDestination;
    signal.throwIfAborted();
  } finally {
    clearTimeout(timer);
    over.abort();
    await sink.close();
  }
}

/** How the stages came out together. Times are epoch milliseconds and milliseconds. */
export function testResultOf(
  stages: readonly TestStage[],
  { testedMs, durationMs }: { readonly testedMs: number; readonly durationMs: number },
): TestResult {
  const failed = stages.find(({ status }) => status === 'failed');
  return {
    status: failed ? 'failed' : 'ok',
    message: failed ? `${failed.stage} failed: ${failed.message}` : 'Connection successful',
    testedAt: new Date(testedMs).toISOString(),
    durationMs: Math.round(durationMs),
    stages: [...stages],
  };
}

/** Stages as they end; one more that failed where they do not end in time, or break. Ends early when it is stopped. */
async function* stagesOf(
  part: string,
  test: () => AsyncIterable<TestStage>,
  { clock, logger }: Pick<Tools, 'clock' | 'logger'>,
  stop: AbortSignal,
): AsyncGenerator<TestStage> {
  let begunMs = clock.elapsed();
  let stages: AsyncIterator<TestStage> | undefined;
  try {
    stages = test()[Symbol.asyncIterator]();
    for (;;) {
      const next = await orStopped(stages.next(), stop);
      if (next.done) return;
      yield { ...next.value, ms: Math.round(next.value.ms) };
      begunMs = clock.elapsed();
    }
  } catch (error) {
    // Stopped by the caller: nobody listens any more.
    if (stop.aborted && !isConnectorError(stop.reason)) return;
    const failure = stop.aborted ? stop.reason : broken(part, error, logger);
    yield { stage: part, status: 'failed', ms: Math.round(clock.elapsed() - begunMs), ...explained(failure) };
  } finally {
    // One that hangs does not end for being asked to.
    void stages?.return?.().catch(() => undefined);
  }
}

function tooLong(longestMs: number): ConnectorError {
  return new ConnectorError('unavailable', `no end within the ${Math.floor(longestMs / 1000)} s a test may take`, {
    code: 'NET-102',
    remedy: 'Try again; if it lasts, look at the network, the proxy and the status of the other side.',
  });
}

function broken(part: string, error: unknown, logger: Logger): ConnectorError {
  logger.error({ part, stack: error instanceof Error ? error.stack : String(error) }, 'connection test broke');
  return new ConnectorError('protocol', 'an internal error', {
    code: 'BUG-901',
    remedy: 'Please report it with the stack in the log.',
  });
}

function explained({ message, code, remedy }: ConnectorError): Pick<TestStage, 'message' | 'code' | 'remedy'> {
  return { message, ...(code && { code }), ...(remedy && { remedy }) };
}

async function orStopped<T>(work: Promise<T>, stop: AbortSignal): Promise<T> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(stop.reason);
  if (stop.aborted) onAbort();
  stop.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    stop.removeEventListener('abort', onAbort);
  }
}

async function collected(stages: AsyncIterable<TestStage>): Promise<readonly TestStage[]> {
  const all: TestStage[] = [];
  for await (const stage of stages) all.push(stage);
  return all;
}
