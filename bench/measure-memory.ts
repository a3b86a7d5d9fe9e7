import { median } from './median.ts';
import { runCollector } from './run-collector.ts';
import { startServers } from './start-servers.ts';

/** Peak of the resident set of a whole run. */
export interface MemoryResult {
  readonly records: number;
  readonly peakMiB: number;
  readonly lost: number;
}

/** The product's memory over first reads of so many audit entries each. */
export async function measureMemory(counts: readonly number[], runs: number): Promise<readonly MemoryResult[]> {
  const results: MemoryResult[] = [];
  for (const records of counts) {
    const servers = await startServers({ incidents: 0, audits: records });
    const peaks: number[] = [];
    let lost = 0;
    try {
      for (let run = 0; run < runs; run += 1) {
        const used = await runCollector({ collector: 'product', kind: 'audit', encoding: 'json' }, servers);
        peaks.push(used.peakRssKiB / 1024);
        lost = Math.max(lost, records - used.arrived);
      }
    } finally {
      servers.close();
    }
    results.push({ records, peakMiB: median(peaks), lost });
  }
  return results;
}
