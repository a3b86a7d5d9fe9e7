import type { Attributes, LogRecord } from '../../contract/index.ts';
import type { Privacy } from '../privacy/create-privacy.ts';
import { alertKind } from '../sources/alert-kind.ts';
import { enrichedIncident } from '../sources/enriched-incident.ts';
import { contentHash, recordUid } from '../sources/record-uid.ts';
import type { WorkedRow } from '../sources/row-work.ts';
import type { SideMeans } from '../sources/source-definition.ts';
import { objectOf, textOf } from '../sources/vendor-values.ts';
import { type Delivered, markOf } from './delivered-alerts.ts';
import type { ExtraData } from './extra-data.ts';
import type { WaitingRevision } from './waiting-revision.ts';

/** What an incident's details come to. */
export interface Details {
  /** Alerts that are new or have changed, then the incident with its artifacts. */
  readonly records: readonly DetailRecord[];
  /** The alerts among them, as they came. */
  readonly rows: readonly WorkedRow[];
  /** Alerts that had been delivered as they are. */
  readonly duplicates: number;
  /** What has been delivered of the incident once all of the records are. */
  readonly delivered: Delivered;
}

export interface DetailRecord {
  readonly record: LogRecord;
  /** Of an alert. */
  readonly mark?: string;
}

const incidentId = 'paloalto.cortex.incident.id';
/** Uid of the record of the revision that the details were asked for. */
const revisionUid = 'paloalto.cortex.ingest.revision_uid';
/** Alerts that the tenant says there are but did not give. */
const alertsMissing = 'paloalto.cortex.ingest.alerts_missing';

type Means = Pick<SideMeans, 'config' | 'record' | 'privacy'>;

/**
 * Makes the records of an incident's details. An alert's uid covers the incident, for an alert may move to another one
 * when incidents are merged; that of the incident's covers the revision and what was found, so that a repeat after a crash
 * has the same.
 */
export function detailsMaker({ config, record, privacy }: Means) {
  const alertContent = contentHash('attempt_counter', 'end_match_attempt_ts');
  const incidentContent = contentHash('creation_time');
  const uidOf = (identity: string) => recordUid(config.source, config.tenant, identity);

  return (revision: WaitingRevision, extra: ExtraData, before: Delivered): Details => {
    const { backfill } = revision;
    const enriched = record(
      {
        item: extra.item,
        timeMs: revision.modifiedMs,
        uid: uidOf(`enriched\n${revision.uid}\n${incidentContent(extra.item)}`),
        backfill,
        attributes: marksOf(revision, extra, privacy),
      },
      enrichedIncident,
    );
    // As that record has it, so that the two can be joined whatever became of the id on its way.
    const link = enriched.attributes[incidentId];
    const attributes: Attributes = link === undefined ? {} : { [incidentId]: link };
    const records = new Map<string, DetailRecord>();
    const rows: WorkedRow[] = [];
    const marks = new Set<string>();
    for (const item of extra.alerts) {
      const id = textOf(objectOf(item)?.['alert_id']) ?? '';
      const uid = uidOf(`alert\n${extra.incidentId}\n${id}\n${alertContent(item)}`);
      const mark = markOf(uid);
      marks.add(mark);
      if (before.alerts.has(mark) || records.has(uid)) continue;
      const row = { item, timeMs: undefined, uid, backfill, attributes };
      rows.push(row);
      records.set(uid, { mark, record: record(row, alertKind) });
    }
    return {
      records: [...records.values(), { record: enriched }],
      rows,
      duplicates: extra.alerts.length - records.size,
      delivered: { revision: revision.uid, alerts: marks },
    };
  };
}

function marksOf(revision: WaitingRevision, extra: ExtraData, privacy: Privacy): Attributes {
  const missing = extra.alertsClaimed - extra.alerts.length;
  return {
    [revisionUid]: privacy.uid(revision.uid),
    ...(missing > 0 && { [alertsMissing]: missing }),
  };
}
