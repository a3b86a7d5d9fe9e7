import type { Clock, JsonValue, LogRecord } from '../contract/index.ts';
import type { OverlaidStorage } from '../shared/overlaid-storage.ts';
import type { CortexConfig } from './cortex-config.ts';
import { watchDrift } from './drift/watch-drift.ts';
import { createPrivacy, noPrivacy, type Privacy } from './privacy/create-privacy.ts';
import { openSelection } from './selection/open-selection.ts';
import { type Occasion, type RowWork, type Worked, type WorkedRow, workOn } from './sources/row-work.ts';
import type { RecordKind, SourceDefinition } from './sources/source-definition.ts';
import { type IngestMark, toRecord, unmappedAttribute } from './sources/to-record.ts';
import { hrTimeOfMs } from './sources/vendor-time.ts';

/** What rows became: records, what was left out on the way, and what the work on them has to remember. */
export interface RowRecords extends Pick<Required<Worked>, 'storage' | 'gauges'> {
  readonly records: readonly LogRecord[];
  readonly unmapped: number;
  readonly filtered: number;
}

/** From rows to records: selected, worked on, mapped. The same for polls, replays, samples and what comes late. */
export function openRows(definition: SourceDefinition<JsonValue>, config: CortexConfig, clock: Pick<Clock, 'now'>) {
  const selection = openSelection(definition.selection ?? {}, config.selection);
  const selects = (item: JsonValue): boolean => selection.selects(definition.newer?.inOlderWords(item) ?? item);
  const privacy = config.privacy ? createPrivacy(config.privacy, definition.newer?.words) : noPrivacy;
  const works = worksOf(definition, config, privacy);

  function record(
    row: WorkedRow,
    kind: RecordKind = definition,
    { mark, nowMs = clock.now() }: { readonly mark?: IngestMark | undefined; readonly nowMs?: number } = {},
  ): LogRecord {
    const marks: readonly IngestMark[] = mark ? [mark] : row.backfill ? ['backfill'] : [];
    const { body, ecs } = config;
    return toRecord(kind, row, {
      observedTime: hrTimeOfMs(nowMs),
      body,
      ecs,
      marks,
      privacy: config.privacy && privacy,
    });
  }

  async function recordsOf(
    rows: readonly WorkedRow[],
    {
      kind,
      storage,
      mark,
    }: { readonly kind: Occasion['kind']; readonly storage: OverlaidStorage; readonly mark?: IngestMark | undefined },
  ): Promise<RowRecords> {
    const nowMs = clock.now();
    // Only now: what is left out has been read, and is remembered and passed as all else is.
    const selected = rows.filter(({ item }) => selects(item));
    const worked = await workOn(works, selected, storage, { kind, nowMs });
    const records = worked.rows.map((row) => record(row, definition, { mark, nowMs }));
    const unmapped = records.filter(({ attributes }) => attributes[unmappedAttribute]).length;
    return { ...worked, records, unmapped, filtered: rows.length - selected.length };
  }

  return { record, recordsOf, selection: { ...selection, selects }, privacy };
}

/** What is done with the rows of any source, then what this one does. */
function worksOf(definition: SourceDefinition<JsonValue>, config: CortexConfig, privacy: Privacy): readonly RowWork[] {
  const { fields } = definition;
  return [...(fields ? [watchDrift(fields, privacy)] : []), ...(definition.works?.(config, privacy) ?? [])];
}
