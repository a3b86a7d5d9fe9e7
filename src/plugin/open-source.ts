import type { Batch, Checkpoint, HrTime, JsonValue, LogRecord, Source, Tools } from '../contract/index.ts';
import type { CortexApi } from './cortex/cortex-api.ts';
import type { CortexConfig } from './cortex-config.ts';
import { describeState } from './paging/describe-state.ts';
import { liveFrom } from './paging/begin.ts';
import { fromCheckpoint, toCheckpoint } from './paging/follow-state.ts';
import { follow, type FollowSession } from './paging/follow.ts';
import type { Piece } from './paging/pieces.ts';
import { replayPeriod } from './paging/replay-period.ts';
import { createPrivacy, noPrivacy } from './privacy/create-privacy.ts';
import { overlaidStorage } from '../shared/overlaid-storage.ts';
import { type Occasion, type WorkedRow, workOn } from './sources/row-work.ts';
import { openSelection } from './selection/open-selection.ts';
import type { RecordKind, SourceDefinition } from './sources/source-definition.ts';
import { type IngestMark, toRecord, unmappedAttribute } from './sources/to-record.ts';
import { hrTimeOfMs } from './sources/vendor-time.ts';

/** `aside` for calls that must not hold up others; absent: the same. */
type SourceApi = CortexApi & { readonly aside?: CortexApi; close(): Promise<void> };

/** An open source of any definition: the feed followed by `paging`, its rows mapped into records. */
export function openSource(
  definition: SourceDefinition<JsonValue>,
  config: CortexConfig,
  api: SourceApi,
  { clock, logger, memo, storage }: Pick<Tools, 'clock' | 'logger' | 'memo' | 'storage'>,
): Source {
  const feed = definition.feed(api, config);
  const { selects } = openSelection(definition.selection ?? {}, config.selection);
  const binding = { source: definition.id, tenant: config.tenant };
  const privacy = config.privacy && createPrivacy(config.privacy);
  const session: FollowSession = { pass: undefined };
  const options = { ...config, feed, binding, clock, session, intervalMs: config.pollIntervalMs };

  const works = definition.works?.(config, privacy ?? noPrivacy) ?? [];
  const { insights } = definition;

  function record(row: WorkedRow, observedTime: HrTime, replay: boolean, kind: RecordKind = definition): LogRecord {
    const marks: readonly IngestMark[] = replay ? ['replay'] : row.backfill ? ['backfill'] : [];
    return toRecord(kind, row, { observedTime, body: config.body, ecs: config.ecs, marks, privacy });
  }

  function recordsOf(rows: readonly WorkedRow[], replay: boolean): readonly LogRecord[] {
    const observedTime = hrTimeOfMs(clock.now());
    return rows.map((row) => record(row, observedTime, replay));
  }

  /** A replay sees what is remembered, and leaves it as it is. */
  async function* batches(pieces: AsyncIterable<Piece<JsonValue>>, kind: Occasion['kind']): AsyncGenerator<Batch> {
    const replay = kind === 'look';
    const remembered = overlaidStorage(storage);
    for await (const { rows, next, more, progress } of pieces) {
      // Only now: what is left out has been read, and is remembered and passed as all else is.
      const selected = rows.filter(({ item }) => selects(item));
      const worked = await workOn(works, selected, remembered, { kind, nowMs: clock.now() });
      const records = recordsOf(worked.rows, replay);
      const unmapped = records.reduce((count, { attributes }) => count + (attributes[unmappedAttribute] ? 1 : 0), 0);
      const counts = { ...progress, unmapped, filtered: rows.length - selected.length };
      const { gauges } = worked;
      yield replay
        ? { records, next, more, progress: counts }
        : { records, next, more, progress: { ...counts, gauges }, storage: worked.storage };
    }
  }

  const sides = definition.sides?.({
    api: api.aside ?? api,
    config,
    memo,
    storage,
    clock,
    logger,
    record: (row, kind) => record(row, hrTimeOfMs(clock.now()), false, kind),
    privacy: privacy ?? noPrivacy,
  });

  return {
    origin: definition.origin(config),
    poll: (checkpoint, signal) => batches(follow(options, checkpoint, signal), checkpoint ? 'poll' : 'first poll'),
    replay: (period, checkpoint, signal) => batches(replayPeriod(options, { period, checkpoint }, signal), 'look'),
    async sample(limit, signal) {
      const isNarrowed = Object.keys(config.selection).length > 0;
      const asked = isNarrowed ? feed.maxLimit : Math.min(limit, feed.maxLimit);
      const page = await feed.page({ offset: 0, limit: asked, order: 'newest-first' }, signal);
      const selected = page.rows.filter(({ item }) => selects(item)).slice(0, limit);
      const rows = selected.map((row) => ({ ...row, backfill: false }));
      const occasion = { kind: 'look', nowMs: clock.now() } as const;
      return recordsOf((await workOn(works, rows, overlaidStorage(storage), occasion)).rows, false);
    },
    describe: (checkpoint: Checkpoint) => describeState(fromCheckpoint(binding, checkpoint)),
    checkpointAt: (timeMs) => toCheckpoint(binding, { live: liveFrom(timeMs) }),
    ...(sides && { sides }),
    ...(insights && { insights: async () => insights(storage) }),
    close: () => api.close(),
  };
}
