import type { Checkpoint, Source } from '../../../src/contract/index.ts';
import { isConnectorError } from '../../../src/contract/index.ts';
import { egress } from '../../../src/host/egress.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import { createVirtualClock, testTools } from '../../../src/testing/index.ts';
import { peakMib } from '../../peak-mib.ts';

/** What a process that did nothing but collect has to tell. */
export interface Report {
  readonly failures: readonly string[];
  readonly records: number;
  readonly largestCheckpoint: number;
  /** Peak resident memory, MiB. */
  readonly peakMiB: number;
}

const mostFailures = 3;
const mostRecords = 20_000;

/** Polls as a host does, from the last checkpoint on, until it has failed thrice in a row or has seen enough. */
async function collect(source: Source): Promise<Omit<Report, 'peakMiB'>> {
  const failures: string[] = [];
  let [records, largestCheckpoint] = [0, 0];
  let checkpoint: Checkpoint | undefined;
  while (failures.length < mostFailures && records < mostRecords) {
    try {
      for await (const batch of source.poll(checkpoint, AbortSignal.timeout(60_000))) {
        const text = JSON.stringify(batch.next);
        checkpoint = JSON.parse(text) as Checkpoint;
        largestCheckpoint = Math.max(largestCheckpoint, text.length);
        records += batch.records.length;
        if (records >= mostRecords) break;
      }
    } catch (error) {
      failures.push(isConnectorError(error) ? `${error.kind} ${error.code}` : String(error));
    }
  }
  return { failures, records, largestCheckpoint };
}

const plugin = createCortexPlugin();
const validation = plugin.validate(JSON.parse(process.argv[2] ?? ''));
if (!validation.ok) throw new Error(JSON.stringify(validation.fields));
const tools = testTools({ egress, clock: createVirtualClock(Date.now(), { sleep: 'passes' }) });
const source = plugin.open(validation.config, tools);
const collected = await collect(source);
await source.close();
const report: Report = { ...collected, peakMiB: peakMib() };
process.stdout.write(JSON.stringify(report));
