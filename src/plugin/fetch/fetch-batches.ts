import {
  type Batch,
  type Checkpoint,
  type FetchQuery,
  type JsonValue,
  maxBatchRecords,
  type Storage,
} from '../../contract/index.ts';
import { overlaidStorage } from '../../shared/overlaid-storage.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { CortexConfig } from '../cortex-config.ts';
import { type FetchOptions, fetchRows } from '../paging/fetch-rows.ts';
import { openRows } from '../row-records.ts';
import type { SourceDefinition } from '../sources/source-definition.ts';
import { openFetch } from './open-fetch.ts';

export interface FetchMeans extends Pick<FetchOptions<JsonValue>, 'binding' | 'clock'> {
  readonly config: CortexConfig;
  readonly api: CortexApi;
  /** For what may be asked only a few times a minute. */
  readonly aside: CortexApi;
  readonly storage: Storage;
}

/**
 * The records a query asks for, each followed by its details where these are asked for. What is refused is thrown when
 * they are read, as all else that goes wrong.
 */
export async function* fetchBatches(
  definition: SourceDefinition<JsonValue>,
  { binding, clock, config, api, aside, storage }: FetchMeans,
  { query, checkpoint }: { readonly query: FetchQuery; readonly checkpoint: Checkpoint | undefined },
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  const { details: detailsMaker, ...asked } = openFetch(definition, { config, api }, query);
  // What the connector is narrowed to does not hold here: the query says it all.
  const { record, recordsOf, privacy } = openRows(definition, { ...config, selection: {} }, clock);
  const details = detailsMaker?.({
    api: aside,
    config,
    privacy,
    record: (row, kind) => record(row, kind, { mark: 'replay' }),
  });
  const as = { kind: 'look', storage: overlaidStorage(storage), mark: 'replay' } as const;
  // One by one, so that of what is slow to get nothing is asked for twice.
  const pieceRows = details ? 1 : config.batchSize;
  const options = { ...asked, binding, clock, pieceRows };
  let place = checkpoint;
  for await (const { rows, next, more, progress } of fetchRows(options, checkpoint, signal)) {
    const made = await recordsOf(rows, as);
    const [row] = rows;
    const records = details && row ? [...made.records, ...(await details(row, signal))] : made.records;
    // An incident may have a thousand alerts: until the last of them it is not done.
    for (let at = maxBatchRecords; place && at < records.length; at += maxBatchRecords) {
      yield { records: records.slice(at - maxBatchRecords, at), next: place, more: true, progress: nothing };
    }
    const rest = records.slice(maxBatchRecords * Math.floor(Math.max(0, records.length - 1) / maxBatchRecords));
    yield { records: rest, next, more, progress: { ...progress, unmapped: made.unmapped } };
    place = next;
  }
}

const nothing = { requests: 0, duplicates: 0, restricted: 0, unmapped: 0, overlapShortened: 0, caughtUp: false };
