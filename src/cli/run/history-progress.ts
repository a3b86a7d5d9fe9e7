import type { Clock, Logger } from '../../contract/index.ts';
import type { ConnectorStatus, StatusReport } from '../../host/status/status-report.ts';
import { durationText } from '../duration-text.ts';

/** Shows how far the history reads of first starts have come. */
export interface HistoryProgress {
  look(report: StatusReport): void;
  end(): void;
}

const logEveryMs = 10_000;

/** For whoever reads later: a log line per connector, at most every ten seconds, and one when it is done. */
export function historyLines(logger: Logger, clock: Clock): HistoryProgress {
  const loggedMs = new Map<string, number>();
  return {
    look({ connectors }) {
      for (const { id, history, recordsPerSecond } of connectors) {
        const lastMs = loggedMs.get(id);
        if (!history) {
          if (loggedMs.delete(id)) logger.info({ connector: id }, 'history done');
        } else if (lastMs === undefined || clock.elapsed() - lastMs >= logEveryMs) {
          const { ranges, rangesDone, ratio, etaMs } = history;
          const percent = Math.floor(ratio * 100);
          logger.info({ connector: id, percent, rangesDone, ranges, recordsPerSecond, etaMs }, 'history');
          loggedMs.set(id, clock.elapsed());
        }
      }
    },
    end: () => undefined,
  };
}

export interface HistoryBars extends HistoryProgress {
  /** Writes a line of the log above the bars. */
  write(line: string): void;
}

/** For whoever watches: a bar per connector at the bottom of the terminal, the log above it. */
export async function historyBars(stream: NodeJS.WriteStream): Promise<HistoryBars> {
  const { default: cliProgress } = await import('cli-progress');
  const format = '{id} [{bar}] {percentage}% {rate} {left}';
  const open = () =>
    new cliProgress.MultiBar({ stream, format, barsize: 24, fps: 4, gracefulExit: false, clearOnComplete: true });
  let bars: ReturnType<typeof open> | undefined;
  let shown = new Map<string, ReturnType<ReturnType<typeof open>['create']>>();

  function end(): void {
    bars?.stop();
    bars = undefined;
    shown = new Map();
  }

  return {
    look({ connectors }) {
      const reading = connectors.filter(({ history }) => history !== null);
      if (reading.length === 0) return end();
      bars ??= open();
      for (const connector of reading) {
        const value = Math.floor((connector.history?.ratio ?? 0) * 1000);
        const bar = shown.get(connector.id) ?? bars.create(1000, value, labels(connector));
        shown.set(connector.id, bar);
        bar.update(value, labels(connector));
      }
      for (const [id, bar] of shown) if (!reading.some((connector) => connector.id === id)) bar.update(1000);
    },
    write: (line) => void (bars ? bars.log(line) : stream.write(line)),
    end,
  };
}

function labels({ id, recordsPerSecond, history }: ConnectorStatus) {
  const etaMs = history?.etaMs ?? null;
  return {
    id: id.slice(0, 24).padEnd(24),
    rate: `${Math.round(recordsPerSecond)}/s`,
    left: etaMs === null ? 'estimating' : `${durationText(etaMs)} left`,
  };
}
