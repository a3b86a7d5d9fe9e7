import { ConnectorError, isConnectorError, type JsonValue, type LogRecord } from '../../../contract/index.ts';
import { askOne, isListed } from '../../enrichment/ask-extra-data.ts';
import { detailsMaker } from '../../enrichment/details-of.ts';
import type { ExtraData } from '../../enrichment/extra-data.ts';
import { revisionOf } from '../../enrichment/waiting-revision.ts';
import { oversizedCode } from '../../paging/feed.ts';
import { incidentUid } from '../../sources/incident-feed.ts';
import type { WorkedRow } from '../../sources/row-work.ts';
import { objectOf } from '../../sources/vendor-values.ts';
import type { ReadMeans } from '../command-definition.ts';
import { askedApi } from './asked-api.ts';
import type { openIncidents } from './open-incidents.ts';
import { treatedExtraData } from './treated-extra-data.ts';

export interface IncidentDetails {
  /** The reply of the API, as rules of privacy leave it. */
  readonly answer: JsonValue;
  /** Alerts, then the incident with its artifacts. */
  readonly records: readonly LogRecord[];
  readonly alerts: number;
  /** Alerts that the tenant says there are, and has not given. */
  readonly alertsLeftOut: number;
}

/** An answer that is too large with fewer alerts than this never fits. */
const fewestAlerts = 10;
const nothingDelivered = { revision: undefined, alerts: new Set<string>() };

/**
 * Makes a function that asks for the alerts and artifacts of one incident, with fewer alerts where the answer would be
 * too large. It throws a ConnectorError with status 404 for an incident that the tenant does not have.
 */
export function askDetails(
  { config, record, privacy, treated }: ReturnType<typeof openIncidents>,
  { ask, askScarce }: Pick<ReadMeans, 'ask' | 'askScarce'>,
) {
  const detailsOf = detailsMaker({ config, privacy, record: (row, kind) => record(row, kind, { mark: 'replay' }) });

  async function extraDataOf(incidentId: string, most: number, signal: AbortSignal) {
    const api = askedApi(config.tenant, askScarce);
    for (let limit = most; ; limit = Math.floor(limit / 2)) {
      try {
        return { extra: await askOne(api, incidentId, limit, signal), reply: objectOf(api.lastAnswer())?.['reply'] };
      } catch (error) {
        if (!isConnectorError(error)) throw error;
        if (error.code === oversizedCode && limit > fewestAlerts) continue;
        throw (await isUnknown(error, incidentId, signal)) ? noIncident(incidentId) : error;
      }
    }
  }

  /** What an unknown incident is answered with is like what an unknown path is: the list tells one from the other. */
  async function isUnknown({ code }: ConnectorError, incidentId: string, signal: AbortSignal): Promise<boolean> {
    return code === 'API-404' && !(await isListed(askedApi(config.tenant, ask), incidentId, signal));
  }

  return async (incidentId: string, alertsLimit: number, signal: AbortSignal): Promise<IncidentDetails> => {
    const { extra, reply = null } = await extraDataOf(incidentId, alertsLimit, signal);
    const revision = revisionOf(rowOf(extra));
    const { records } = revision ? detailsOf(revision, extra, nothingDelivered) : { records: [] };
    return {
      answer: config.privacy ? treatedExtraData(reply, treated) : reply,
      records: records.map((detail) => detail.record),
      alerts: extra.alerts.length,
      alertsLeftOut: Math.max(0, extra.alertsClaimed - extra.alerts.length),
    };
  };

  /** As the list of incidents has it. */
  function rowOf({ incident }: ExtraData): WorkedRow {
    const uid = incidentUid(config.source, config.tenant)(incident);
    return { item: incident, timeMs: undefined, uid, backfill: false };
  }
}

export function noIncident(incidentId: string): ConnectorError {
  return new ConnectorError(
    'config',
    `Incident ${incidentId} not found: it does not exist, or the key may not see it`,
    {
      status: 404,
      code: 'CMD-931',
      remedy: 'Take ids of fetch-incident: rawData.reply.incidents[*].incident_id.',
    },
  );
}
