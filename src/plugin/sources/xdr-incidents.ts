import type { JsonValue } from '../../contract/index.ts';
import { knownFields } from '../mapping/known-fields.ts';
import { enrichIncidents } from '../enrichment/enrich-incidents.ts';
import { incidentDetails } from '../enrichment/incident-details.ts';
import { queueRevisions } from '../enrichment/queue-revisions.ts';
import { openSelection } from '../selection/open-selection.ts';
import { cortexSettings, settingsOrder } from '../settings.ts';
import { alertKind } from './alert-kind.ts';
import { enrichedIncident } from './enriched-incident.ts';
import { eitherKind } from '../generations/either-kind.ts';
import { caseAsIncident, caseStatusWords, caseWords } from './case-as-incident.ts';
import { caseFields } from './case-fields.ts';
import { casePath, caseSweep } from './case-sweep.ts';
import { incidentFields } from './incident-fields.ts';
import { incidentEcs } from './incident-ecs.ts';
import { incidentOcsf } from './incident-ocsf.ts';
import { cortexOrigin } from './cortex-origin.ts';
import { caseRevisions, sweptCases } from './case-revisions.ts';
import { dropUnchanged } from '../revisions/drop-unchanged.ts';
import { followRevisions } from '../revisions/follow-revisions.ts';
import { incidentRevisions } from './incident-revisions.ts';
import { incidentFeed, incidentPath, incidentTimes } from './incident-feed.ts';
import { incidentEvents, mapIncident } from './incident-record.ts';
import { incidentSelection } from './incident-selection.ts';
import { keySteps } from './key-steps.ts';
import type { ListedSource } from './source-definition.ts';

const id = 'xdr-incidents';
const own = { selection: incidentSelection, enriches: true, generations: true, commands: true };

/** Incidents of Cortex XDR: a record for every state an incident is seen in. */
export const xdrIncidents: ListedSource<JsonValue> = {
  id,
  title: 'Cortex XDR incidents',
  description: 'Every incident of a Cortex XDR tenant, again whenever it changes: new alerts, status, score, assignee.',
  events: [...Object.values(incidentEvents), ...enrichedIncident.events, ...alertKind.events],
  prerequisites: [
    'A Cortex XDR tenant, and an account in it that may create API keys.',
    'An API key whose role may view incidents, on newer tenants cases; with a scope, it collects those of that scope only.',
    'HTTPS (port 443) from this host to the API of the tenant, directly or through a proxy.',
  ],
  steps: keySteps('Cortex XDR', 'a role that may view incidents'),
  selection: incidentSelection,
  commands: true,
  settings: cortexSettings({ source: id, keyId: 'always', ...own }),
  order: settingsOrder(own),
  permission: 'a role that may view incidents (Incidents: View)',
  origin: ({ tenant, apiGeneration }) =>
    cortexOrigin('cortex-xdr', tenant, apiGeneration === 'cases' ? 'cases' : 'public_api_v1'),
  fetch: ({ tenant }) => ({
    times: incidentTimes,
    hasFilters: true,
    feed: (api, list) => incidentFeed(api, { source: id, tenant, ...list }),
    details: incidentDetails,
  }),
  feed: (api, { tenant, selection }) =>
    incidentFeed(api, { source: id, tenant, selected: openSelection(incidentSelection, selection).filters }),
  fields: knownFields([...incidentFields, ...caseFields]),
  newer: {
    paths: { incidents: incidentPath, cases: casePath },
    names: { incidents: 'incidents', cases: 'cases' },
    words: [...caseWords, ...caseStatusWords],
    inOlderWords: caseAsIncident,
    permission: 'a role that may view cases (Cases & Issues: View)',
    sweep: (api, { tenant }) => caseSweep(api, { source: id, tenant }),
  },
  ...eitherKind({ map: mapIncident, ocsf: incidentOcsf, ecs: incidentEcs }, caseAsIncident),
  works(config, privacy) {
    const options = { privacy, rules: config.privacy?.rules };
    return [
      dropUnchanged(sweptCases, privacy),
      followRevisions(incidentRevisions, options),
      followRevisions(caseRevisions, options),
      ...(config.enrich === 'alerts' ? [queueRevisions] : []),
    ];
  },
  kinds: ({ enrich }) => (enrich === 'alerts' ? [enrichedIncident, alertKind] : []),
  sides: (means) => (means.config.enrich === 'alerts' ? [enrichIncidents(means)] : []),
};
