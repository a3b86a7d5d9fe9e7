import { ATTR_ERROR_TYPE } from '@opentelemetry/semantic-conventions';
import type { Attributes, HrTime, JsonValue, LogRecord } from '../../contract/index.ts';
import type { BodyForm } from '../cortex-config.ts';
import type { OcsfFacts } from '../mapping/ocsf/ocsf-event.ts';
import type { Privacy } from '../privacy/create-privacy.ts';
import type { OpenAttributes } from './attribute-table.ts';
import { jsonText } from './json-text.ts';
import type { WorkedRow } from './row-work.ts';
import type { MappedItem, RecordKind } from './source-definition.ts';
import { hrTimeOfMs, msOfHrTime } from './vendor-time.ts';
import { objectOf } from './vendor-values.ts';

/** How a row was read, and what its record shall look like. */
export interface RecordOptions {
  readonly observedTime: HrTime;
  readonly body: BodyForm;
  /** Add the names of the Elastic Common Schema. */
  readonly ecs?: boolean;
  /** Names of `paloalto.cortex.ingest.*` flags to set, such as `replay`. */
  readonly marks?: readonly IngestMark[];
  /** What an item goes through first. Absent: nothing is hidden. */
  readonly privacy?: Privacy | undefined;
}

/** `replay`: sent again on request. `backfill`: read as history of a first start. `late`: appeared within the overlap. */
export type IngestMark = 'replay' | 'backfill' | 'late';

/** The attribute, true, of a record that could not be mapped and travels raw: what a host counts. */
export const unmappedAttribute = 'paloalto.cortex.ingest.unmapped';

/** The attribute that links a record to the one before of the same thing: its `log.record.uid`. */
const previousUidAttribute = 'paloalto.cortex.ingest.previous_uid';

/** The attribute that names the privacy rules which removed something from the record. */
export const droppedFieldsAttribute = 'paloalto.cortex.ingest.dropped_fields';

/**
 * The record of a row: the one way out for an item, so that attributes and body are made of what privacy rules leave.
 * Never throws: an item the source cannot map travels raw, marked with the class of the error.
 */
export function toRecord(source: RecordKind, given: RecordRow, options: RecordOptions): LogRecord {
  const row: TreatedRow = options.privacy ? treatedRow(given, options.privacy) : given;
  const mapped = mapOrMark(source, row);
  const eventName = row.eventName ?? mapped.eventName;
  const { body, attributes } = projected(source, { uid: row.uid, item: row.item, mapped, eventName }, options);
  return {
    uid: row.uid,
    ...mapped,
    eventName,
    observedTime: options.observedTime,
    body,
    attributes: marked(withWork(attributes, row), row.dropped, options.marks),
  };
}

/** With what was found out about the row. */
function withWork(attributes: Attributes, { attributes: found, previousUid }: RecordRow): Attributes {
  if (!found && previousUid === undefined) return attributes;
  return { ...attributes, ...found, ...(previousUid !== undefined && { [previousUidAttribute]: previousUid }) };
}

type RecordRow = Omit<WorkedRow, 'backfill'>;

interface TreatedRow extends RecordRow {
  readonly dropped?: readonly string[];
}

/** Without the time it was listed by: what an unmappable item says of itself is what the rules left of it. */
function treatedRow(row: RecordRow, privacy: Privacy): TreatedRow {
  const { uid, previousUid } = row;
  return {
    ...row,
    ...privacy.treat(row.item),
    uid: privacy.uid(uid),
    ...(previousUid !== undefined && { previousUid: privacy.uid(previousUid) }),
    timeMs: undefined,
  };
}

function mapOrMark(source: RecordKind, row: RecordRow): MappedItem {
  try {
    return source.map(row.item);
  } catch (error) {
    return {
      eventName: source.events[0] ?? 'paloalto.cortex.unmapped',
      ...(row.timeMs === undefined ? undefined : { time: hrTimeOfMs(row.timeMs) }),
      severityNumber: 0,
      attributes: unmappedMark(error),
    };
  }
}

/** Only the class of the error: a message may repeat what the vendor sent. */
function unmappedMark(error: unknown): Attributes {
  return { [unmappedAttribute]: true, [ATTR_ERROR_TYPE]: error instanceof Error ? error.name : typeof error };
}

interface Mapped {
  readonly uid: string;
  readonly item: JsonValue;
  readonly mapped: MappedItem;
  readonly eventName: string;
}

/** Body and attributes in the schemas that are asked for. What fits none of them travels raw as well. */
function projected(source: RecordKind, given: Mapped, options: RecordOptions): Pick<LogRecord, 'body' | 'attributes'> {
  const { item, mapped } = given;
  const { attributes } = mapped;
  const object = mapped.attributes[unmappedAttribute] === true ? undefined : objectOf(item);
  if (!object || (options.body !== 'ocsf' && !options.ecs)) return { body: vendorBody(item, options.body), attributes };
  try {
    return {
      body:
        options.body === 'ocsf' && source.ocsf
          ? source.ocsf(object, factsOf(given, options))
          : vendorBody(item, options.body),
      // A convention's name means what the convention says.
      attributes: options.ecs && source.ecs ? { ...source.ecs(object, mapped), ...attributes } : attributes,
    };
  } catch (error) {
    return { body: item, attributes: { ...attributes, ...unmappedMark(error) } };
  }
}

function factsOf({ uid, item, mapped, eventName }: Mapped, { observedTime }: RecordOptions): OcsfFacts {
  const observedMs = msOfHrTime(observedTime);
  const timeMs = mapped.time ? msOfHrTime(mapped.time) : observedMs;
  return { uid, eventName, timeMs, observedMs, rawData: jsonText(item) };
}

function vendorBody(item: JsonValue, form: BodyForm): JsonValue {
  if (form !== 'json') return item;
  try {
    return jsonText(item);
  } catch {
    // Nested deeper than the stack is: the host writes maps of any depth.
    return item;
  }
}

function marked(
  attributes: Attributes,
  dropped: readonly string[] = [],
  marks: readonly IngestMark[] = [],
): Attributes {
  if (marks.length === 0 && dropped.length === 0) return attributes;
  const all: OpenAttributes = { ...attributes };
  if (dropped.length > 0) all[droppedFieldsAttribute] = dropped;
  for (const mark of marks) all[markAttributes[mark]] = true;
  return all;
}

const markAttributes: Readonly<Record<IngestMark, string>> = {
  replay: 'paloalto.cortex.ingest.replay',
  backfill: 'paloalto.cortex.ingest.backfill',
  late: 'paloalto.cortex.ingest.late',
};
