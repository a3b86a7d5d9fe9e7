import { isConnectorError } from '../../contract/index.ts';
import type { Console } from './console.ts';
import type { ConsoleContext } from './console-parts.ts';
import { overviewOf } from './overview-of.ts';

export interface Overviews extends Pick<Console, 'overview'> {
  /** To be told when dead letters were taken away. */
  readonly onTaken: () => void;
}

/** Everything the dashboard shows, asked for once a second and more. */
export function overviewsOf(parts: ConsoleContext): Overviews {
  const { host, activity, warning, store, tools } = parts;
  let counted = '';
  let setAside: ReadonlyMap<string, number> = new Map();

  /** What is set aside by now: that changes when records are, and when somebody sends them again or discards them. */
  async function count(): Promise<void> {
    try {
      const totals = await store.deadLetterTotals();
      const sums = new Map<string, number>();
      for (const { connector, records } of totals) sums.set(connector, (sums.get(connector) ?? 0) + records);
      setAside = sums;
    } catch (error) {
      // Shown by the connectors themselves, which cannot save anything then.
      if (!isConnectorError(error)) throw error;
      tools.logger.debug({ message: error.message }, 'dead letters could not be counted');
    }
  }

  void count();
  return {
    onTaken: () => void count(),
    overview() {
      const report = host.status();
      const before = counted;
      counted = report.connectors.map(({ counters }) => counters.deadLettered + counters.rejected).join();
      if (before !== counted) void count();
      const deadLetters = (id: string): number => setAside.get(id) ?? 0;
      return overviewOf(report, { connector: (id) => host.connector(id), activity, deadLetters, warning });
    },
  };
}
