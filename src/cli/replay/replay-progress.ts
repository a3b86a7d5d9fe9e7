import type { Clock, Period } from '../../contract/index.ts';
import { utcText } from '../duration-text.ts';
import type { Terminal } from '../terminal.ts';
import type { Delivered } from '../../host/replay/deliver-once.ts';

/** Shows how far a replay has come. */
export interface ReplayProgress {
  readonly delivered: (replayed: Delivered, newestMs: number | undefined) => void;
  /** A line about something on the way. */
  note(text: string): void;
  end(): void;
}

const sayEveryMs = 10_000;

/** A bar on a terminal, elsewhere a line at most every ten seconds; on standard error. */
export async function replayProgress(period: Period, terminal: Terminal, clock: Clock): Promise<ReplayProgress> {
  return terminal.errIsTerminal ? replayBar(period, terminal) : replayLines(terminal, clock);
}

function replayLines(terminal: Terminal, clock: Clock): ReplayProgress {
  let saidMs = clock.elapsed();
  return {
    delivered({ records }, newestMs) {
      if (newestMs === undefined || clock.elapsed() - saidMs < sayEveryMs) return;
      saidMs = clock.elapsed();
      terminal.say(`${records} records, up to ${utcText(newestMs)}`);
    },
    note: (text) => terminal.say(text),
    end: () => undefined,
  };
}

async function replayBar({ fromMs, toMs }: Period, { stderr }: Terminal): Promise<ReplayProgress> {
  const { default: cliProgress } = await import('cli-progress');
  const format = 'replay [{bar}] {percentage}% {records} records {eta_formatted} left';
  const bars = new cliProgress.MultiBar({ stream: stderr, format, barsize: 30, fps: 4, gracefulExit: false });
  const span = Math.max(1, toMs - fromMs);
  const bar = bars.create(span, 0, { records: 0 });
  return {
    delivered({ records }, newestMs) {
      bar.update(Math.min(span, Math.max(0, (newestMs ?? fromMs) - fromMs)), { records });
    },
    note: (text) => bars.log(`${text}\n`),
    end: () => bars.stop(),
  };
}
