import type { Clock } from '../../contract/index.ts';
import type { Host } from '../../host/create-host.ts';
import { statusFile } from '../../host/status-file.ts';
import type { StatusReport } from '../../host/status/status-report.ts';
import { createStatusWriter } from './status-writer.ts';

const everyMs = 200;

export interface WatchHostParts {
  readonly host: Pick<Host, 'status'>;
  /** Of the state: where the status file lies. */
  readonly directory: string;
  /** Aborted once the directory, and the file with it, is another process's. */
  readonly takenOver: AbortSignal;
  readonly clock: Clock;
  /** Shown each report. */
  readonly look: (report: StatusReport) => void;
}

/** Looks at a host again and again and writes its status for others, until the signal is aborted. */
export async function watchHost(parts: WatchHostParts, signal: AbortSignal): Promise<void> {
  const { host, directory, takenOver, clock, look } = parts;
  const file = statusFile(directory, 'status.json');
  const writer = createStatusWriter(file, clock);
  while (!signal.aborted) {
    const report = host.status();
    if (!takenOver.aborted) writer.look(report);
    look(report);
    await clock.sleep(everyMs, signal).catch(() => undefined);
  }
  if (!takenOver.aborted) file.remove();
}
