import type { JsonValue, LogRecord } from '../../../src/contract/index.ts';
import { detailsMaker } from '../../../src/plugin/enrichment/details-of.ts';
import { extraDataIn } from '../../../src/plugin/enrichment/extra-data.ts';
import { noPrivacy } from '../../../src/plugin/privacy/create-privacy.ts';
import { type RecordOptions, toRecord } from '../../../src/plugin/sources/to-record.ts';
import { xdrIncidents } from '../../../src/plugin/sources/xdr-incidents.ts';
import { connectorOf } from '../sources/scripted-api.ts';

/** The records that an answer's part about one incident becomes; none where it is none. */
export function recordDetails(answer: JsonValue, options: Partial<RecordOptions> = {}): readonly LogRecord[] {
  const all: RecordOptions = { observedTime: [1_767_230_000, 0], body: 'map', ...options };
  const detailsOf = detailsMaker({
    config: connectorOf('xdr-incidents'),
    privacy: noPrivacy,
    record: (row, kind = xdrIncidents) => toRecord(kind, row, all),
  });
  const extra = extraDataIn(answer);
  if (!extra) return [];
  const revision = {
    uid: 'a'.repeat(64),
    incidentId: extra.incidentId,
    modifiedMs: 0,
    alerts: 0,
    backfill: false,
    rank: 0,
  };
  return detailsOf(revision, extra, { revision: undefined, alerts: new Set() }).records.map(({ record }) => record);
}
