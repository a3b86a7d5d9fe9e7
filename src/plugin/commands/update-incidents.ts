import type { CommandFailure, ConnectorError } from '../../contract/index.ts';
import type { WriteOutcome } from '../cortex/create-write-api.ts';
import { notUnderstood } from '../cortex/not-understood.ts';
import { isListed } from '../enrichment/ask-extra-data.ts';
import { objectOf } from '../sources/vendor-values.ts';
import { writeCommand, type WriteMeans } from './command-definition.ts';
import { noIncident } from './incidents/ask-details.ts';
import { askedApi } from './incidents/asked-api.ts';
import { changeOneByOne, type Undone } from './incidents/change-one-by-one.ts';
import { updateDataOf, updateInput, type UpdateInput } from './incidents/update-input.ts';

/** Changes incidents (Cortex XDR REST API, Update an Incident). */
export const updateIncidents = writeCommand<UpdateInput>({
  name: 'update-incidents',
  title: 'Update Incidents',
  description:
    'Assignee, status, severity or comments of incidents, all of them alike, one request for each. Each stands alone: ' +
    'where one fails, or nobody knows whether it was changed, the others are changed all the same, unless the key is ' +
    'not known, or the way there fails twice in a row.',
  permission: 'a role that may view and edit incidents (Incidents: View/Edit)',
  licence: 'Cortex XDR Prevent, Pro per Endpoint or Pro per TB',
  input: updateInput,
  example: { incident_ids: ['891'], status: 'resolved_known_issue', resolve_comment: 'A test of ours.' },
  result:
    '`rawData` is the answer of the API, `{"reply": true}`; of several incidents `{results: […]}`, of those that were changed. `keyFields`: ' +
    '`incident_ids` of those that were changed, and `update_data`, what was sent for each.',
  troubles: [
    '`CMD-931` (404): no such incident, or the key may not see it.',
    '_… is not a valid Cortex XDR email address_: nobody of the tenant has the address; nothing of that incident was changed.',
    'Outcome unknown: read the incident with `get-incident-details` before you send it again; a comment would be added twice.',
  ],
  summary: (input) => {
    const { incident_ids: ids } = input;
    const fields = Object.entries(updateDataOf(input)).map(([name, value]) =>
      typeof value === 'string' && value.length <= 60 ? `${name} ${value === '' ? 'to nothing' : value}` : name,
    );
    const which = ids.length <= 10 ? ids.join(', ') : `${ids.slice(0, 10).join(', ')} and ${ids.length - 10} more`;
    return `Update ${ids.length} incident${ids.length === 1 ? '' : 's'} (${which}): ${fields.join(', ')}`;
  },
  warnings: ({ assigned_user_name: name, assigned_user_mail: mail }) =>
    name !== undefined && mail === undefined
      ? [{ path: 'assigned_user_name', errors: [], warnings: ['changes nothing without assigned_user_mail'] }]
      : [],
  async run(input, means, signal) {
    const update_data = updateDataOf(input);
    const { changed, answers, failures } = await changeOneByOne(
      input.incident_ids,
      async (incident_id) =>
        understood(await means.change(path, { request_data: { incident_id, update_data } }, signal)),
      { ...means, what: 'incidents updated', failed: failedUpdate(means, signal) },
      signal,
    );
    return { answers, succeeded: changed.length, failures, keyFields: { incident_ids: changed, update_data } };
  },
});

const path = '/public_api/v1/incidents/update_incident';

/** `{"reply": true}`; `false`, or nothing of the kind, says no more than that somebody answered. */
function understood(outcome: WriteOutcome): WriteOutcome {
  if (outcome.outcome !== 'done' || objectOf(outcome.body)?.['reply'] === true) return outcome;
  return { outcome: 'unknown', error: notUnderstood(path) };
}

function failedUpdate({ failure, ask, config }: WriteMeans, signal: AbortSignal) {
  /** What an unknown incident is answered with is like what an unknown path is: the list tells one from the other. */
  async function isUnknown({ code }: ConnectorError, incidentId: string): Promise<boolean> {
    if (code !== 'API-404') return false;
    return !(await isListed(askedApi(config.tenant, ask), incidentId, signal).catch(() => true));
  }

  return async ({ outcome, error }: Undone, input: string): Promise<CommandFailure> => {
    if (outcome === 'unknown') {
      const remedy = `It may have been changed: read it with get-incident-details (incident_ids: ["${input}"]) before you try again.`;
      return failure(error, { input, outcome, remedy });
    }
    return failure((await isUnknown(error, input)) ? noIncident(input) : error, { input, outcome });
  };
}
