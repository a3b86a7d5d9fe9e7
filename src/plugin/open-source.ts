import type { Batch, Checkpoint, JsonValue, SideStream, Source, Tools } from '../contract/index.ts';
import { overlaidStorage } from '../shared/overlaid-storage.ts';
import { openCompleteness } from './completeness/open-completeness.ts';
import type { CortexApi } from './cortex/cortex-api.ts';
import type { CortexConfig } from './cortex-config.ts';
import { insightsOf } from './insights.ts';
import { fetchBatches } from './fetch/fetch-batches.ts';
import { selectionAsked } from './fetch/selection-asked.ts';
import { liveFrom } from './paging/begin.ts';
import { describeState } from './paging/describe-state.ts';
import { fromCheckpoint, toCheckpoint } from './paging/follow-state.ts';
import { openLists } from './generations/open-lists.ts';
import type { FollowSession } from './paging/follow.ts';
import type { Piece } from './paging/pieces.ts';
import { replayPeriod } from './paging/replay-period.ts';
import { openRows } from './row-records.ts';
import { newestRows } from './selection/newest-rows.ts';
import { selectionWarnings } from './selection/selection-warnings.ts';
import type { WorkedRow } from './sources/row-work.ts';
import type { SourceDefinition } from './sources/source-definition.ts';
import type { IngestMark } from './sources/to-record.ts';
import { unsavedBatches } from './unsaved-batches.ts';

/** `aside` for calls that must not hold up others; absent: the same. */
type SourceApi = CortexApi & { readonly aside?: CortexApi; close(): Promise<void> };

/** An open source of any definition: the feed followed by `paging`, its rows mapped into records. */
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
  const { feed, poll } = openLists(definition, { api, config, memo, following });
  const aside = api.aside ?? api;
  const { record, recordsOf, selection, privacy } = openRows(definition, config, clock);
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
    for await (const piece of poll(checkpoint, overlaidStorage(storage), signal)) {
      const { next, more, progress, storage: noted = [] } = piece;
      const remembered = await unsaved.storage();
      remembered.apply(noted);
      const counted = (await completeness?.count(piece, remembered)) ?? [];
      remembered.apply(counted);
      const made = await recordsOf(piece.rows, { kind, storage: remembered });
      const { records, unmapped, filtered, gauges } = made;
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

  const means = { api: aside, config, memo, storage: savedStorage, clock, logger, record, privacy };
  const own = definition.sides?.(means) ?? [];
  const sides: readonly SideStream[] = [...(completeness ? [completeness.side] : []), ...own];

  return {
    origin: definition.origin(config),
    poll: polled,
    replay: (period, checkpoint, signal) =>
      replayed(replayPeriod({ ...following, feed }, { period, checkpoint }, signal)),
    fetch: (query, checkpoint, signal) =>
      fetchBatches(definition, { binding, clock, config, api, aside, storage }, { query, checkpoint }, signal),
    fetchWarnings: ({ selection: asked }) =>
      selectionWarnings(definition.selection ?? {}, selectionAsked(definition, asked)),
    async sample(limit, signal) {
      return (await lookedAt(await newestRows(feed, { selection, limit }, signal))).records;
    },
    describe: (checkpoint: Checkpoint) => describeState(fromCheckpoint(binding, checkpoint)),
    checkpointAt: (timeMs) => toCheckpoint(binding, { live: liveFrom(timeMs) }),
    ...(sides.length > 0 && { sides }),
    insights: async () => insightsOf(storage, completeness),
    close: () => api.close(),
  };
}

function isCounted({ immutable }: SourceDefinition<JsonValue>, { completeness }: CortexConfig): boolean {
  return immutable === true && completeness === 'on';
}
