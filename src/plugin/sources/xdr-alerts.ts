import type { JsonValue } from '../../contract/index.ts';
import { cortexSettings, settingsOrder } from '../settings.ts';
import { knownFields } from '../mapping/known-fields.ts';
import { eitherKind } from '../generations/either-kind.ts';
import { issueAsAlert, issueObjectWords, issueWords } from './issue-as-alert.ts';
import { issueFields } from './issue-fields.ts';
import { issueFeed, issuePath } from './issue-feed.ts';
import { alertFeed, alertPath, alertTimes } from './alert-feed.ts';
import { alertKind } from './alert-kind.ts';
import { openSelection } from '../selection/open-selection.ts';
import { alertSelection } from './alert-selection.ts';
import { cortexOrigin } from './cortex-origin.ts';
import { keySteps } from './key-steps.ts';
import type { ListedSource } from './source-definition.ts';

const id = 'xdr-alerts';

/** Alerts of Cortex XDR as the tenant receives them, those of hosts that had been offline included. */
export const xdrAlerts: ListedSource<JsonValue> = {
  id,
  title: 'Cortex XDR alerts',
  description:
    'Every alert of a Cortex XDR tenant, with its events, when the tenant receives it: also that of a host that was ' +
    'offline for days. Again if it changes within the overlap; later changes show in its incident.',
  ...eitherKind(alertKind, issueAsAlert),
  fields: [...(alertKind.fields ?? []), ...knownFields(issueFields)],
  prerequisites: [
    'A Cortex XDR tenant, and an account in it that may create API keys.',
    'An API key whose role may view alerts, on newer tenants issues; with a scope, it collects those of that scope only.',
    'HTTPS (port 443) from this host to the API of the tenant, directly or through a proxy.',
  ],
  steps: keySteps('Cortex XDR', 'a role that may view alerts'),
  selection: alertSelection,
  commands: true,
  settings: cortexSettings({
    source: id,
    keyId: 'always',
    selection: alertSelection,
    generations: true,
    commands: true,
  }),
  order: settingsOrder({ selection: alertSelection, generations: true, commands: true }),
  permission: 'a role that may view alerts and incidents (Alerts & Incidents: View)',
  origin: ({ tenant, apiGeneration }) =>
    cortexOrigin('cortex-xdr', tenant, apiGeneration === 'cases' ? 'cases' : 'public_api_v1'),
  fetch: ({ tenant }) => ({
    times: alertTimes,
    hasFilters: true,
    feed: (api, list) => alertFeed(api, { source: id, tenant, ...list }),
  }),
  feed: (api, { tenant, selection }) =>
    alertFeed(api, { source: id, tenant, selected: openSelection(alertSelection, selection).filters }),
  newer: {
    paths: { incidents: alertPath, cases: issuePath },
    names: { incidents: 'alerts', cases: 'issues' },
    words: [...issueWords, ...issueObjectWords],
    inOlderWords: issueAsAlert,
    permission: 'a role that may view issues (Cases & Issues: View)',
    feed: (api, { tenant }) => issueFeed(api, { source: id, tenant }),
  },
};
