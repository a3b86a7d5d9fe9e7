import type { TestResult } from '../../api/connector-form.ts';
import type { Clock, Logger, Random } from '../../contract/index.ts';
import type { ConfiguredConnector } from '../config/configuration.ts';

/** What a health check needs to know of a connector. */
export interface CheckedConnector extends Pick<ConfiguredConnector, 'id' | 'healthCheckIntervalMs'> {
  readonly config: Pick<ConfiguredConnector['config'], 'tenant'>;
}

export interface HealthCheckParts<Connector extends CheckedConnector> {
  /** Those to be checked now: at work, not paused. Asked again and again. */
  readonly connectors: () => readonly Connector[];
  /** The connection test of a connector. */
  readonly test: (connector: Connector, signal: AbortSignal) => Promise<TestResult>;
  /** Told how each check came out: to be saved, noted and told. It does not change the status by itself. */
  readonly onResult: (connector: Connector, result: TestResult) => Promise<void> | void;
  readonly clock: Clock;
  readonly random: Pick<Random, 'fraction'>;
  readonly logger: Logger;
}

/** How soon a change of the configuration is seen. */
const lookEveryMs = 30_000;

/**
 * Runs the connection test of each connector again and again, as often as it asks for, until the signal is aborted: the
 * first time at some time within the interval, then a tenth more or less than the interval later, one test at a time
 * per tenant. Resolves once what was under way has ended. Never rejects.
 */
export async function runHealthChecks<Connector extends CheckedConnector>(
  parts: HealthCheckParts<Connector>,
  signal: AbortSignal,
): Promise<void> {
  const { clock, random } = parts;
  const schedule = createSchedule(random);
  /** The last test of each tenant that is waiting or under way. */
  const queues = new Map<string, Promise<void>>();

  function enqueue(connector: Connector): void {
    const { tenant } = connector.config;
    const before = queues.get(tenant) ?? Promise.resolve();
    const mine = before.then(async () => checkOne(connector.id, parts, signal));
    queues.set(tenant, mine);
    void mine.then(() => queues.get(tenant) === mine && queues.delete(tenant));
  }

  while (!signal.aborted) {
    const { due, nextMs } = schedule.look(parts.connectors(), clock.elapsed());
    due.forEach(enqueue);
    const waitMs = Math.min(lookEveryMs, Math.max(0, nextMs - clock.elapsed()));
    await clock.sleep(waitMs, signal).catch(() => undefined);
  }
  await Promise.all(queues.values());
}

/** Tests the connector as it is by now: while it waited for its turn it may have been changed, paused or removed. */
async function checkOne<Connector extends CheckedConnector>(
  id: string,
  { connectors, test, onResult, logger }: HealthCheckParts<Connector>,
  signal: AbortSignal,
): Promise<void> {
  const connector = connectors().find((each) => each.id === id);
  if (!connector || signal.aborted) return;
  try {
    await onResult(connector, await test(connector, signal));
  } catch (error) {
    if (signal.aborted) return;
    logger.error({ connector: id, message: String(error) }, 'a health check could not be made');
  }
}

/** When which connector is due. Times are monotonic milliseconds. */
function createSchedule({ fraction }: Pick<Random, 'fraction'>) {
  let dates = new Map<string, { readonly intervalMs: number; readonly dueMs: number }>();
  return {
    look<Connector extends CheckedConnector>(connectors: readonly Connector[], elapsedMs: number) {
      const due: Connector[] = [];
      const next: typeof dates = new Map();
      for (const connector of connectors) {
        const { id, healthCheckIntervalMs: intervalMs } = connector;
        if (intervalMs === undefined) continue;
        const known = dates.get(id);
        const isKnown = known?.intervalMs === intervalMs;
        if (isKnown && known.dueMs > elapsedMs) next.set(id, known);
        else {
          if (isKnown) due.push(connector);
          const share = isKnown ? 0.9 + 0.2 * fraction() : fraction();
          next.set(id, { intervalMs, dueMs: elapsedMs + share * intervalMs });
        }
      }
      dates = next;
      return { due, nextMs: Math.min(...[...next.values()].map(({ dueMs }) => dueMs)) };
    },
  };
}
