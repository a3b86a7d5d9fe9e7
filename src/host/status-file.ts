import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StatusReport, statusReportSchema } from './status/status-report.ts';

/** `status.json`: of the process that holds the state directory. `standby.json`: of one that waits for it. */
export type StatusFileName = 'status.json' | 'standby.json';

export interface StatusFile {
  /** Replaces the file. Never throws: a status that cannot be written stops no collecting; false tells. */
  write(report: StatusReport): boolean;
  remove(): void;
}

/** The status of a host for other processes to read, in its state directory. Only its owner may read it. */
export function statusFile(directory: string, name: StatusFileName): StatusFile {
  const path = join(directory, name);
  return {
    write(report) {
      const fresh = `${path}.${process.pid}`;
      try {
        // Not synced: after a crash of the machine nobody asks how its processes were.
        writeFileSync(fresh, `${JSON.stringify(report)}\n`, { mode: 0o600 });
        renameSync(fresh, path);
        return true;
      } catch {
        rmSync(fresh, { force: true });
        return false;
      }
    },
    remove: () => rmSync(path, { force: true }),
  };
}

/** What {@link statusFile} wrote last; undefined when there is nothing, or nothing that can be understood. */
export function readStatusFile(directory: string, name: StatusFileName): StatusReport | undefined {
  try {
    return statusReportSchema.safeParse(JSON.parse(readFileSync(join(directory, name), 'utf8'))).data;
  } catch {
    return undefined;
  }
}
