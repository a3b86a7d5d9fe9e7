import type { Batch, Checkpoint, JsonValue, SideStream, Source, Tools } from '../contract/index.ts';
import { overlaidStorage } from '../shared/overlaid-storage.ts';
import { openCompleteness } from './completeness/open-completeness.ts';
import type { CortexApi } from './cortex/cortex-api.ts';
import type { CortexConfig } from './cortex-config.ts';
import { insightsOf } from './insights.ts';
import { fetchBatches } from './fetch/fetch-batches.ts';
import { selectionAsked } from './fetch/selection-asked.ts';
import type { FollowSession } from './paging/follow.ts';
import type { Piece } from './paging/pieces.ts';
import { openRows } from './row-records.ts';
import { selectionWarnings } from './selection/selection-warnings.ts';
import type { WorkedRow } from './sources/row-work.ts';
import type { ListedSource, SourceDefinition } from './sources/source-definition.ts';
import type { IngestMark } from './sources/to-record.ts';
import { listedSupply } from './supply/listed-supply.ts';
import type { SupplyMeans } from './supply/supply.ts';
import { unsavedBatches } from './unsaved-batches.ts';

/** `aside` for calls that must not hold up others; absent: the same. What a supply of its own needs beside. */
type SourceApi = CortexApi &
  Partial<Pick<SupplyMeans, 'once' | 'streams'>> & { readonly aside?: CortexApi; close(): Promise<void> };

/** An open source of any definition: the rows it is supplied with, mapped into records. */
export function openSource(
  definition: SourceDefinition<JsonValue>,
  config: CortexConfig,
  api: SourceApi,
  tools: Pick<Tools, 'clock' | 'logger' | 'memo' | 'storage' | 'savedStorage'>,
): Source {
  const { clock, logger, memo, storage, savedStorage = storage } = tools;
  const binding = { source: definition.id, tenant: config.tenant };
  const session: FollowSession = { pass: undefined };
  const following = { ...config, binding, clock, session, intervalMs: config.pollIntervalMs };
  const aside = api.aside ?? api;
  const { record, recordsOf, selection, privacy } = openRows(definition, config, clock);
  const { describe, checkpointAt, ...supply } = definition.supply
    ? definition.supply({ ...suppliedBy(api), api: aside, config, binding, clock, logger })
    : listedSupply(definition, { api, config, memo, following, selection });
  const lookedAt = async (rows: readonly WorkedRow[], mark?: IngestMark) =>
    recordsOf(rows, { kind: 'look', storage: overlaidStorage(storage), mark });
  const completeness = isCounted(definition, config)
    ? openCompleteness({
        ...following,
        feed: definition.feed(aside, config),
        storage: savedStorage,
        scope: JSON.stringify(config.selection),
        lateRecords: async (rows) => lookedAt(rows, 'late'),
      })
    : undefined;

  async function* polled(checkpoint: Checkpoint | undefined, signal: AbortSignal): AsyncGenerator<Batch> {
    const kind = checkpoint ? 'poll' : 'first poll';
    const unsaved = await unsavedBatches(storage);
    for await (const piece of supply.poll(checkpoint, overlaidStorage(storage), signal)) {
      const { next, more, progress, storage: noted = [] } = piece;
      const remembered = await unsaved.storage();
      remembered.apply(noted);
      const counted = (await completeness?.count(piece, remembered)) ?? [];
      remembered.apply(counted);
      const { records, unmapped, filtered, ...made } = await recordsOf(piece.rows, { kind, storage: remembered });
      const gauges = { ...progress.gauges, ...made.gauges };
      const changes = unsaved.add([...noted, ...counted, ...made.storage]);
      yield { records, next, more, progress: { ...progress, unmapped, filtered, gauges }, storage: changes };
    }
  }

  /** Sees what is remembered, and leaves it as it is. */
  async function* replayed(pieces: AsyncIterable<Piece<JsonValue>>): AsyncGenerator<Batch> {
    const remembered = overlaidStorage(storage);
    for await (const { rows, next, more, progress } of pieces) {
      const as = { kind: 'look', storage: remembered, mark: 'replay' } as const;
      const { records, unmapped, filtered } = await recordsOf(rows, as);
      yield { records, next, more, progress: { ...progress, unmapped, filtered } };
    }
  }

  const own =
    definition.sides?.({ api: aside, config, memo, storage: savedStorage, clock, logger, record, privacy }) ?? [];
  const sides: readonly SideStream[] = [...(completeness ? [completeness.side] : []), ...own];

  return {
    origin: definition.origin(config),
    poll: polled,
    replay: (period, checkpoint, signal) => replayed(supply.replay(period, checkpoint, signal)),
    fetch: (query, checkpoint, signal) =>
      fetchBatches(definition, { binding, clock, config, api, aside, storage }, { query, checkpoint }, signal),
    fetchWarnings: ({ selection: asked }) =>
      selectionWarnings(definition.selection ?? {}, selectionAsked(definition, asked)),
    async sample(limit, signal) {
      return (await lookedAt(await supply.newest(limit, signal))).records;
    },
    describe,
    checkpointAt,
    ...(sides.length > 0 && { sides }),
    insights: async () => insightsOf(storage, completeness),
    close: () => api.close(),
  };
}

function isCounted(
  definition: SourceDefinition<JsonValue>,
  { completeness }: CortexConfig,
): definition is ListedSource<JsonValue> {
  return definition.immutable === true && completeness === 'on';
}

function suppliedBy({ once, streams }: SourceApi): Pick<SupplyMeans, 'once' | 'streams'> {
  if (once && streams) return { once, streams };
  throw new TypeError('a source with a supply of its own needs a client of its own');
}
