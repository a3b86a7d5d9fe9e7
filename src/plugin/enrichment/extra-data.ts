import type { JsonValue } from '../../contract/index.ts';
import { type JsonObject, numberOf, objectOf, textOf } from '../sources/vendor-values.ts';

/** What the tenant gives for an incident beside what its list holds. */
export interface ExtraData {
  readonly incidentId: string;
  /** As the list of incidents has it. */
  readonly incident: JsonObject;
  /** The incident, with the sections of the answer beside its fields; of the alerts only what is said of them. */
  readonly item: JsonObject;
  readonly alerts: readonly JsonValue[];
  /** How many alerts the answer says there are. */
  readonly alertsClaimed: number;
}

/**
 * Reads an incident with its sections: `{incident, alerts: {total_count, data}, network_artifacts, file_artifacts}`
 * (Cortex XDR REST API, Get Extra Incident Data). An incident that the key may not expand can come bare, without them.
 */
export function extraDataIn(answer: JsonValue | undefined): (ExtraData & { readonly isBare: boolean }) | undefined {
  const whole = objectOf(answer);
  const { incident: wrapped, alerts: section, ...others } = whole ?? {};
  const incident = objectOf(wrapped) ?? whole;
  const incidentId = textOf(incident?.['incident_id']);
  if (!incident || incidentId === undefined) return undefined;
  const isBare = incident === whole || section === undefined;
  const { data, ...said } = objectOf(section) ?? {};
  const alerts: readonly JsonValue[] = Array.isArray(data) ? data : [];
  const item = isBare ? incident : { ...incident, ...others, alerts: said };
  const claimed = numberOf(isBare ? incident['alert_count'] : said['total_count']);
  return { incidentId, incident, item, alerts, alertsClaimed: claimed ?? alerts.length, isBare };
}

/** What the tenant gives for many incidents. */
export interface ManyAnswers {
  /** Most alerts it gives of one. */
  readonly alertsLimit: number;
  /** Those that came with their sections. */
  readonly byIncident: ReadonlyMap<string, ExtraData>;
}

/** What servers that do not announce it keep to (demisto/content, CortexXDRIR). */
const usualAlertsLimit = 50;

/** Reads `{incidents, alerts_limit_per_incident}` or, of older servers, a bare list; undefined when it is neither. */
export function manyAnswersIn(reply: JsonValue | undefined): ManyAnswers | undefined {
  const list = Array.isArray(reply) ? (reply as readonly JsonValue[]) : objectOf(reply)?.['incidents'];
  if (!Array.isArray(list)) return undefined;
  const byIncident = new Map<string, ExtraData>();
  for (const each of list as readonly JsonValue[]) {
    const extra = extraDataIn(each);
    if (extra && !extra.isBare) byIncident.set(extra.incidentId, extra);
  }
  const said = numberOf(objectOf(reply)?.['alerts_limit_per_incident']) ?? 0;
  // Of a limit of none, every incident would be asked for alone, and the tenant for many never again.
  return { alertsLimit: said > 0 ? said : usualAlertsLimit, byIncident };
}
