import type { JsonValue } from '../../contract/index.ts';
import { okAnswer, type JsonObject } from '../faults/answer.ts';
import type { Endpoint, EndpointCall } from './endpoint.ts';
import { expandedIncident, readExpansion } from './expanded-incident.ts';
import type { HeldExtraData } from './extra-data.ts';
import type { ListedRecords } from './listed-records.ts';
import type { Version } from './record-list.ts';
import { answerRequestData } from './request-data.ts';
import { scrambled } from './scrambled.ts';

/** Path of the extra data of several incidents: in no document, used by the vendor's own client since 2024. */
export const multipleExtraDataPath = '/public_api/v1/incidents/get_multiple_incidents_extra_data';

/** How the reply looks: an object with counts or, as on older servers, a bare list. */
export type MultipleExtraDataReply = 'counted' | 'bare';

/** Most alerts an incident is given here; `alerts_limit_per_incident` in the reply. */
const alertsLimit = 50;

/** Makes the endpoint: the filters and pages of Get Incidents, each incident with alerts in no order. */
export function createIncidentsExtraData(
  incidents: ListedRecords,
  extraData: HeldExtraData,
  options: { readonly reply: MultipleExtraDataReply; readonly seed: number },
): Endpoint {
  function expanded(version: Version, request: JsonObject, nowMs: number): JsonObject {
    // What the key may not expand comes flat, without the sections.
    if (version.restricted) return version.record;
    const extra = extraData.of(version, nowMs);
    const alerts = unsorted(extra.alerts, options.seed + version.sequence).slice(0, alertsLimit);
    return expandedIncident(version.record, extra, alerts, readExpansion(request));
  }

  function answer({ body, nowMs }: EndpointCall) {
    return answerRequestData(body, (request) => {
      const { page, count } = incidents.select(request, nowMs);
      const rows = page.map((version) => expanded(version, request, nowMs));
      return okAnswer({ reply: options.reply === 'bare' ? rows : counted(rows, count) });
    });
  }

  return { answer };
}

function counted(rows: readonly JsonObject[], count: number): JsonValue {
  return { total_count: count, result_count: rows.length, alerts_limit_per_incident: alertsLimit, incidents: rows };
}

function unsorted(alerts: readonly JsonObject[], salt: number): readonly JsonObject[] {
  const placed = alerts.map((alert, index) => ({ alert, place: scrambled(index, salt) }));
  return placed.toSorted((a, b) => a.place - b.place).map(({ alert }) => alert);
}
