import type { Clock } from '../../contract/index.ts';
import type { StatusFile } from '../../host/status-file.ts';
import type { StatusReport } from '../../host/status/status-report.ts';

/** Keeps the status file up to date: a change of a word at once, other changes at most once a second. */
export interface StatusWriter {
  look(report: StatusReport): void;
}

const leastMs = 1000;
/** Written even if nothing changes, so that readers see that the process lives. */
const mostMs = 10_000;

export function createStatusWriter(file: StatusFile, clock: Clock): StatusWriter {
  let written: { readonly words: string; readonly facts: string; readonly atMs: number } | undefined;
  return {
    look(report) {
      const nowMs = clock.elapsed();
      const words = report.connectors.map(({ id, status }) => `${id}=${status}`).join();
      const facts = factsOf(report);
      if (written?.words === words) {
        const ageMs = nowMs - written.atMs;
        if (ageMs < leastMs || (written.facts === facts && ageMs < mostMs)) return;
      }
      if (file.write(report)) written = { words, facts, atMs: nowMs };
    },
  };
}

/** What changes by itself as time goes by is no change. */
function factsOf({ connectors }: StatusReport): string {
  return JSON.stringify(connectors.map((connector) => ({ ...connector, lagMs: null, recordsPerSecond: null })));
}
