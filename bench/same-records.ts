import { isDeepStrictEqual } from 'node:util';
import type { ReceivedRecord } from '../src/testing/index.ts';
import { runCollector } from './run-collector.ts';
import { startServers } from './start-servers.ts';
import { type CollectorName, type Kind, kinds } from './workload.ts';

const records = 300;

/** @throws Error when the floor does not send what the product sends: then the two cannot be compared. */
export async function checkSameRecords(): Promise<void> {
  const servers = await startServers({ incidents: records, audits: records });
  const sent = async (kind: Kind, collector: CollectorName) => {
    await runCollector({ collector, kind, encoding: 'json' }, servers, { opening: 'open to keep' });
    return (await servers.ask('received')).map(comparable).toSorted((a, b) => (a.body < b.body ? -1 : 1));
  };
  try {
    for (const kind of kinds) {
      const [ours, floor] = [await sent(kind, 'product'), await sent(kind, 'floor')];
      const index = ours.findIndex((record, at) => !isDeepStrictEqual(record, floor[at]));
      if (ours.length === records && floor.length === records && index < 0) continue;
      throw new Error(`The floor sends another ${kind}: ${JSON.stringify([ours[index], floor[index]], undefined, 1)}`);
    }
  } finally {
    servers.close();
  }
}

/** Without what is never the same: when it was read, and what it is known by. */
function comparable({ observedTimeUnixNano: _time, body, attributes, ...rest }: ReceivedRecord) {
  const { 'log.record.uid': _uid, 'paloalto.cortex.ingest.backfill': _mark, ...index } = attributes;
  return { ...rest, body: JSON.stringify(body), attributes: index };
}
