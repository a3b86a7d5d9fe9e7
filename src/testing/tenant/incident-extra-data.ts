import type { JsonValue } from '../../contract/index.ts';
import { okAnswer } from '../faults/answer.ts';
import type { Endpoint } from './endpoint.ts';
import { incidentNotFound } from './error-answers.ts';
import { expandedIncident, readExpansion } from './expanded-incident.ts';
import type { HeldExtraData } from './extra-data.ts';
import { InvalidRequest } from './invalid-request.ts';
import type { HeldRecords } from './record-list.ts';
import { answerRequestData } from './request-data.ts';

/** Path of Get Extra Incident Data, which may be called 10 times a minute (Cortex XDR REST API). */
export const extraDataPath = '/public_api/v1/incidents/get_incident_extra_data';

const defaultAlertsLimit = 1000;

/** Makes the endpoint. An incident the key may not see is as one that is not there: no document says how it answers. */
export function createIncidentExtraData(incidents: HeldRecords, extraData: HeldExtraData): Endpoint {
  return {
    answer: ({ body, nowMs }) =>
      answerRequestData(body, (request) => {
        const id = incidentId(request['incident_id']);
        const limit = alertsLimit(request['alerts_limit'] ?? defaultAlertsLimit);
        const expansion = readExpansion(request);
        incidents.settle(nowMs);
        const version = incidents.shown(id);
        if (!version || version.restricted) return incidentNotFound();
        const extra = extraData.of(version, nowMs);
        const alerts = extra.alerts.slice(0, limit);
        return okAnswer({ reply: expandedIncident(version.record, extra, alerts, expansion) });
      }),
  };
}

/** A string of digits; clients send numbers too. */
function incidentId(value: JsonValue | undefined): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new InvalidRequest('incident_id is missing');
}

function alertsLimit(value: JsonValue): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new InvalidRequest('alerts_limit must be a whole number');
}
