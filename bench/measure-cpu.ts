import { median } from './median.ts';
import { runCollector } from './run-collector.ts';
import { startServers } from './start-servers.ts';
import { kinds, type Workload } from './workload.ts';

/** What a workload took: medians of all runs, the ratio to the floor's, and how many records never arrived in the worst. */
export interface CpuResult extends Workload {
  readonly microsPerRecord: number;
  readonly ratio: number;
  readonly recordsPerSecond: number;
  readonly lost: number;
}

const workloads: readonly Workload[] = kinds.flatMap((kind) => [
  { kind, collector: 'floor', encoding: 'json' } as const,
  { kind, collector: 'product', encoding: 'json' } as const,
  { kind, collector: 'product', encoding: 'protobuf' } as const,
  { kind, collector: 'stock', encoding: 'json' } as const,
  { kind, collector: 'stock', encoding: 'protobuf' } as const,
]);

export interface CpuOptions {
  /** What is counted, and what is collected before: a collector runs for months, and is compiled within seconds. */
  readonly records: number;
  readonly warmRecords: number;
  readonly runs: number;
}

interface Measured {
  readonly workload: Workload;
  /** Per record, and of the whole run. */
  readonly micros: number[];
  readonly wallMs: number[];
  lost: number;
}

/** Runs all workloads in turn, again and again, so that whatever else the machine does falls on all of them. */
export async function measureCpu(
  { records, warmRecords, runs }: CpuOptions,
  said: () => void,
): Promise<readonly CpuResult[]> {
  const total = records + warmRecords;
  const servers = await startServers({ incidents: total, audits: total });
  const measured: Measured[] = workloads.map((workload) => ({ workload, micros: [], wallMs: [], lost: 0 }));
  try {
    for (let run = 0; run < runs; run += 1) {
      for (const each of measured) {
        const { cpuMicros, wallMs, arrived } = await runCollector(each.workload, servers, { warmRecords });
        each.micros.push(cpuMicros / records);
        each.wallMs.push(wallMs);
        each.lost = Math.max(each.lost, total - arrived);
      }
      said();
    }
  } finally {
    servers.close();
  }
  const results = measured.map(({ workload, micros, wallMs, lost }) => {
    const recordsPerSecond = (records / median(wallMs)) * 1000;
    return { ...workload, microsPerRecord: median(micros), recordsPerSecond, lost };
  });
  return results.map((result) => {
    const floor = results.find(({ kind, collector }) => kind === result.kind && collector === 'floor');
    return { ...result, ratio: result.microsPerRecord / (floor?.microsPerRecord ?? Number.NaN) };
  });
}
