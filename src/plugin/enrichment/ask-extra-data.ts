import type { JsonValue } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import { notUnderstood } from '../cortex/not-understood.ts';
import { type JsonObject, objectOf, textOf } from '../sources/vendor-values.ts';
import { type ExtraData, extraDataIn, type ManyAnswers, manyAnswersIn } from './extra-data.ts';

const onePath = '/public_api/v1/incidents/get_incident_extra_data';
/** In no document; in use by the vendor's own client since 2024 (demisto/content, CortexXDRIR). */
const manyPath = '/public_api/v1/incidents/get_multiple_incidents_extra_data';
const listPath = '/public_api/v1/incidents/get_incidents';

/** Most incidents of one answer: what the vendor's client asks for. */
export const mostAtOnce = 100;

/** Most alerts asked for of one incident: the documented default (Cortex XDR REST API, Get Extra Incident Data). */
export const usualAlertsLimit = 1000;

/** @throws ConnectorError; code `API-404` when the tenant knows no such incident, or no such path. */
export async function askOne(
  api: CortexApi,
  incidentId: string,
  alertsLimit: number,
  signal: AbortSignal,
): Promise<ExtraData> {
  const request = { incident_id: incidentId, alerts_limit: alertsLimit };
  const { body } = await api.post(onePath, { request_data: request }, signal);
  const extra = extraDataIn(objectOf(body)?.['reply']);
  if (extra?.incidentId !== incidentId) throw notUnderstood(onePath);
  return extra;
}

/** @throws ConnectorError */
export async function askMany(
  api: CortexApi,
  incidentIds: readonly string[],
  signal: AbortSignal,
): Promise<ManyAnswers> {
  const { body } = await api.post(manyPath, { request_data: pageOf(incidentIds) }, signal);
  const answers = manyAnswersIn(Array.isArray(body) ? body : objectOf(body)?.['reply']);
  if (!answers) throw notUnderstood(manyPath);
  return answers;
}

/** Whether the tenant's list shows an incident. @throws ConnectorError */
export async function isListed(api: CortexApi, incidentId: string, signal: AbortSignal): Promise<boolean> {
  const { body } = await api.post(listPath, { request_data: pageOf([incidentId]) }, signal);
  const reply: JsonObject | undefined = objectOf(objectOf(body)?.['reply']);
  if (!reply) throw notUnderstood(listPath);
  const rows: readonly JsonValue[] = Array.isArray(reply['incidents']) ? reply['incidents'] : [];
  return rows.some((row) => textOf(objectOf(row)?.['incident_id']) === incidentId);
}

function pageOf(incidentIds: readonly string[]): JsonValue {
  return {
    filters: [{ field: 'incident_id_list', operator: 'in', value: incidentIds }],
    search_from: 0,
    search_to: incidentIds.length,
    sort: { field: 'creation_time', keyword: 'desc' },
  };
}
