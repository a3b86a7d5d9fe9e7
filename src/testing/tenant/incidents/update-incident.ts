import { isJsonObject, okAnswer, type Answer, type JsonObject } from '../../faults/answer.ts';
import type { ActionCenter } from '../actions/action-center.ts';
import type { Endpoint } from '../endpoint.ts';
import { processingError } from '../error-answers.ts';
import { fieldText } from '../field-text.ts';
import { InvalidRequest } from '../invalid-request.ts';
import type { HeldRecords } from '../record-list.ts';
import { answerRequestData } from '../request-data.ts';
import { incidentUpdate } from './incident-update.ts';
import type { HeldUsers } from './tenant-users.ts';

/** Path of Update an Incident (Cortex XDR REST API): one incident a call. */
export const updateIncidentPath = '/public_api/v1/incidents/update_incident';

/** Makes the endpoint. An incident the key may not see is as one that is not there (assumed, as is the text). */
export function createUpdateIncident(incidents: HeldRecords, users: HeldUsers, center: ActionCenter): Endpoint {
  function update(request: JsonObject, nowMs: number): Answer {
    const { incident_id: id, update_data: data } = request as { incident_id?: string; update_data?: JsonObject };
    if (fieldText(id) === '' || !isJsonObject(data)) throw new InvalidRequest('incident_id or update_data is missing');
    incidents.settle(nowMs);
    const version = incidents.shown(fieldText(id));
    if (!version || version.restricted) {
      return processingError('incident management - update_incident - Incident not found');
    }
    incidents.put({ ...version.record, ...incidentUpdate(data, version.record, users, nowMs) });
    center.note({ kind: 'update_incident', atMs: nowMs, request });
    return okAnswer({ reply: true });
  }

  return { answer: ({ body, nowMs }) => answerRequestData(body, (request) => update(request, nowMs)) };
}
