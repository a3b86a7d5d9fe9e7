import type { JsonValue } from '../../contract/index.ts';
import { knownFields } from '../mapping/known-fields.ts';
import { enrichIncidents } from '../enrichment/enrich-incidents.ts';
import { queueRevisions } from '../enrichment/queue-revisions.ts';
import { openSelection } from '../selection/open-selection.ts';
import { cortexSettings, settingsOrder } from '../settings.ts';
import { alertKind } from './alert-kind.ts';
import { enrichedIncident } from './enriched-incident.ts';
import { incidentFields } from './incident-fields.ts';
import { incidentEcs } from './incident-ecs.ts';
import { incidentOcsf } from './incident-ocsf.ts';
import { cortexOrigin } from './cortex-origin.ts';
import { incidentFeed } from './incident-feed.ts';
import { followRevisions } from '../revisions/follow-revisions.ts';
import { incidentRevisions } from './incident-revisions.ts';
import { incidentEvents, mapIncident } from './incident-record.ts';
import { incidentSelection } from './incident-selection.ts';
import { keySteps } from './key-steps.ts';
import type { SourceDefinition } from './source-definition.ts';

const id = 'xdr-incidents';

/** Incidents of Cortex XDR: a record for every state an incident is seen in. */
export const xdrIncidents: SourceDefinition<JsonValue> = {
  id,
  title: 'Cortex XDR incidents',
  description: 'Every incident of a Cortex XDR tenant, again whenever it changes: new alerts, status, score, assignee.',
  events: [...Object.values(incidentEvents), ...enrichedIncident.events, ...alertKind.events],
  prerequisites: [
    'A Cortex XDR tenant, and an account in it that may create API keys.',
    'An API key whose role may view incidents; with a scope, it collects the incidents of that scope only.',
    'HTTPS (port 443) from this host to the API of the tenant, directly or through a proxy.',
  ],
  steps: keySteps('Cortex XDR', 'a role that may view incidents'),
  selection: incidentSelection,
  settings: cortexSettings({ source: id, keyId: 'always', selection: incidentSelection, enriches: true }),
  order: settingsOrder({ selection: incidentSelection, enriches: true }),
  permission: 'a role that may view incidents (Incidents: View)',
  origin: ({ tenant }) => cortexOrigin('cortex-xdr', tenant, 'public_api_v1'),
  feed: (api, { tenant, selection }) =>
    incidentFeed(api, { source: id, tenant, selected: openSelection(incidentSelection, selection).filters }),
  fields: knownFields(incidentFields),
  map: mapIncident,
  ocsf: incidentOcsf,
  ecs: incidentEcs,
  works: (config, privacy) => [
    followRevisions(incidentRevisions, { privacy, rules: config.privacy?.rules }),
    ...(config.enrich === 'alerts' ? [queueRevisions] : []),
  ],
  kinds: ({ enrich }) => (enrich === 'alerts' ? [enrichedIncident, alertKind] : []),
  sides: (means) => (means.config.enrich === 'alerts' ? [enrichIncidents(means)] : []),
};
