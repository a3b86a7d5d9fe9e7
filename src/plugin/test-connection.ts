import { ConnectorError, isConnectorError, type TestStage, type Tools } from '../contract/index.ts';
import { failed, type Finding, type Look, skipped } from './test-connection/finding.ts';
import { stagesOf, type TestMeans, type TestSubject } from './test-connection/stages.ts';

/** The most a whole test may take, milliseconds of real time: it watches real sockets. */
const longestTestMs = 20_000;

/**
 * Tests a connector's way to its records, stage by stage: `configuration`, `dns`, `connect`, `tls`, `clock`,
 * `authentication`, `permission`, `mapping`. After a failed stage, or once it is aborted, the rest is `skipped`. Never
 * throws. Shows names, times and addresses, but neither the key nor a value of a record.
 */
export async function* testConnection(
  subject: TestSubject,
  { longestMs = longestTestMs, ...means }: TestMeans & { readonly longestMs?: number },
  signal: AbortSignal,
): AsyncGenerator<TestStage> {
  const { looks, close } = stagesOf(subject, means);
  const { clock } = means.tools;
  const bounds = { signal, deadline: AbortSignal.timeout(longestMs), longestMs };
  let obstacle: string | undefined;
  try {
    for (const [stage, look] of Object.entries(looks)) {
      if (obstacle === undefined && signal.aborted) obstacle = 'Cancelled.';
      const startedMs = clock.elapsed();
      const finding =
        obstacle === undefined ? await findingOf(stage, look, { ...bounds, tools: means.tools }) : skipped(obstacle);
      yield { stage, ...finding, ms: Math.max(0, clock.elapsed() - startedMs) };
      if (finding.status === 'failed') obstacle = `Not tried: ${stage} failed.`;
    }
  } finally {
    await close();
  }
}

interface Bounds {
  readonly signal: AbortSignal;
  readonly deadline: AbortSignal;
  readonly longestMs: number;
  readonly tools: Pick<Tools, 'logger'>;
}

async function findingOf(stage: string, look: Look, bounds: Bounds): Promise<Finding> {
  const { signal, deadline, longestMs, tools } = bounds;
  const either = AbortSignal.any([signal, deadline]);
  try {
    either.throwIfAborted();
    return await orAborted(look(either), either);
  } catch (error) {
    if (signal.aborted) return skipped('Cancelled.');
    if (deadline.aborted) return failed(tooLong(longestMs));
    if (isConnectorError(error)) return failed(error);
    tools.logger.error({ stage, error: error instanceof Error ? error.stack : typeof error }, 'connection test broke');
    return failed({ message: 'Something in this program broke.', code: undefined, remedy: undefined });
  }
}

async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function tooLong(longestMs: number): ConnectorError {
  return new ConnectorError('unavailable', `no end within the ${longestMs / 1000} s a test may take`, {
    code: 'NET-102',
    remedy: 'Try again; if it lasts, look at the network, the proxy and the status page of Cortex.',
  });
}
