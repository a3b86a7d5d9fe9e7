import { z } from 'zod';
import { usualAlertsLimit } from '../enrichment/ask-extra-data.ts';
import { readCommand } from './command-definition.ts';
import { askDetails } from './incidents/ask-details.ts';
import { incidentIds } from './incidents/incident-ids.ts';
import { openIncidents } from './incidents/open-incidents.ts';
import { wholeNumber } from './input/whole-number.ts';
import { oneByOne } from './one-by-one.ts';

/** Alerts and artifacts of incidents (Cortex XDR REST API, Get Extra Incident Data). */
export const getIncidentDetails = readCommand({
  name: 'get-incident-details',
  title: 'Get Incident Details',
  description:
    'Alerts, network artifacts and file artifacts of incidents. One request for each; the API allows ten a minute, ' +
    'nine are made. An incident that is not there is named, and the others are read all the same. Beyond 64 MiB nothing ' +
    'more is asked for, and what is left is named.',
  permission: 'a role that may view incidents (Incidents: View)',
  licence: 'Cortex XDR Prevent, Pro per Endpoint or Pro per TB',
  input: z.strictObject({
    incident_ids: incidentIds('read'),
    alerts_limit: wholeNumber({ least: 1, most: 10_000 })
      .prefault(usualAlertsLimit)
      .meta({
        title: 'Alerts Limit',
        description:
          'The most alerts of each incident, 1 to 10000; what the API gives above 1000 no document says. Fewer come ' +
          'where the answer would be larger than 16 MiB.',
        examples: [3],
      }),
  }),
  example: { incident_ids: ['891'], alerts_limit: 100 },
  result:
    '`rawData` is the answer of the API; of several incidents `{results: […]}`, in the order of the ids. `keyFields`: `incident_ids` of those found, and ' +
    '`alerts`, how many came of each, and `alerts_left_out`, how many more some of them have. `records`: the alerts of each incident, then the incident with its artifacts, as `enrich: alerts` makes them. Rules ' +
    'of `privacy` apply to all of it.',
  troubles: ['`CMD-931` (404): no such incident, or the key may not see it; take the ids of fetch-incident.'],
  summary: ({ incident_ids: ids }) =>
    `Read details of ${ids.length === 1 ? 'incident' : 'incidents'} ${ids.join(', ')}`,
  async run({ incident_ids: ids, alerts_limit: limit }, means, signal) {
    const ask = askDetails(openIncidents(means), means);
    const as = { ...means, what: 'details of incidents' };
    const detailsOf = async (id: string) => ({ id, ...(await ask(id, limit, signal)) });
    const { found, failures } = await oneByOne(ids, detailsOf, as);
    const leftOut = found.filter(({ alertsLeftOut: count }) => count > 0);
    return {
      answers: found.map(({ answer }) => ({ reply: answer })),
      succeeded: found.length,
      failures,
      keyFields: {
        incident_ids: found.map(({ id }) => id),
        alerts: Object.fromEntries(found.map(({ id, alerts }) => [id, alerts])),
        ...(leftOut.length > 0 && {
          alerts_left_out: Object.fromEntries(leftOut.map(({ id, alertsLeftOut: count }) => [id, count])),
        }),
      },
      records: found.flatMap(({ records }) => records),
    };
  },
});
