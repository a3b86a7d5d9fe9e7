import { runCollector } from './run-collector.ts';
import { startServers } from './start-servers.ts';
import { type CollectorName, collectors } from './workload.ts';

/** How many of so many records never arrived at an endpoint that is slow and sometimes busy. */
export interface LossResult {
  readonly collector: CollectorName;
  readonly records: number;
  readonly lost: number;
}

/** What each collector loses at such an endpoint, although nothing of it is ever said to have failed for good. */
export async function measureLoss(records: number): Promise<readonly LossResult[]> {
  const servers = await startServers({ incidents: 0, audits: records });
  const results: LossResult[] = [];
  try {
    for (const collector of collectors) {
      const workload = { collector, kind: 'audit', encoding: 'json' } as const;
      const { arrived } = await runCollector(workload, servers, { opening: 'open in trouble' });
      results.push({ collector, records, lost: records - arrived });
    }
  } finally {
    servers.close();
  }
  return results;
}
