import type { TestResult } from '../../api/connector-form.ts';
import type { Clock } from '../../contract/index.ts';
import type { CheckedConnector } from './health-check.ts';

/** Which connectors had a health check that failed, for the overview: their status may well be Active. */
export interface HealthWarnings {
  /** A health check ended. */
  readonly onResult: (connector: CheckedConnector, result: TestResult) => void;
  readonly onGone: (id: string) => void;
  /** Why to look at a connector; undefined when its last check went well, or is too old to say anything. */
  readonly of: (id: string) => string | undefined;
}

export function createHealthWarnings(clock: Pick<Clock, 'elapsed'>): HealthWarnings {
  const failed = new Map<string, { readonly text: string; readonly untilMs: number }>();
  return {
    onResult({ id, healthCheckIntervalMs = 0 }, { status, message }) {
      if (status === 'ok') failed.delete(id);
      // The next check comes long before; without one, as of a connector that no longer asks for it, it is old news.
      else
        failed.set(id, {
          text: `The health check failed: ${message}`,
          untilMs: clock.elapsed() + 2 * healthCheckIntervalMs,
        });
    },
    onGone: (id) => void failed.delete(id),
    of(id) {
      const found = failed.get(id);
      return found && found.untilMs > clock.elapsed() ? found.text : undefined;
    },
  };
}
