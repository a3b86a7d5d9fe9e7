import type { JsonValue } from '../../contract/index.ts';
import { knownFields } from '../mapping/known-fields.ts';
import { cortexSettings, settingsOrder } from '../settings.ts';
import { auditFeed, auditTimes } from './audit-feed.ts';
import { auditEvent, mapAudit } from './audit-record.ts';
import { auditFields } from './audit-fields.ts';
import { openSelection } from '../selection/open-selection.ts';
import { auditSelection } from './audit-selection.ts';
import { managementAuditEcs } from './audit-ecs.ts';
import { managementAuditOcsf } from './audit-ocsf.ts';
import { cortexOrigin } from './cortex-origin.ts';
import { keySteps } from './key-steps.ts';
import type { ListedSource } from './source-definition.ts';

const id = 'xdr-audit';

/** Management audit log of a Cortex XDR or XSIAM tenant: the list that XSOAR 8 serves too, under a product of its own. */
export const xdrAudit: ListedSource<JsonValue> = {
  id,
  title: 'Cortex XDR audit logs',
  description: 'The management audit log of Cortex XDR: who signed in, and who changed what, with which result.',
  // Cortex XDR REST API, Get Audit Management Log.
  retentionDays: 365,
  events: [auditEvent],
  prerequisites: [
    'A Cortex XDR or XSIAM tenant, and an account in it that may create API keys.',
    'An API key whose role may view the audit log, such as Instance Administrator.',
    'HTTPS (port 443) from this host to the API of the tenant, directly or through a proxy.',
  ],
  steps: keySteps('Cortex XDR', 'a role that may view the audit log, such as Instance Administrator'),
  selection: auditSelection,
  commands: true,
  settings: cortexSettings({ source: id, keyId: 'always', selection: auditSelection, counted: true, commands: true }),
  order: settingsOrder({ selection: auditSelection, counted: true, commands: true }),
  immutable: true,
  permission: 'a role that may view the management audit log, such as Instance Administrator',
  origin: ({ tenant }) => cortexOrigin('cortex-xdr', tenant, 'public_api_v1'),
  fetch: ({ tenant }) => ({
    times: auditTimes,
    hasFilters: true,
    feed: (api, list) => auditFeed(api, { source: id, tenant, ...list }),
  }),
  feed: (api, { tenant, selection }) =>
    auditFeed(api, { source: id, tenant, selected: openSelection(auditSelection, selection).filters }),
  fields: knownFields(auditFields),
  map: mapAudit,
  ocsf: (audit, facts) => managementAuditOcsf(audit, facts, 'Cortex XDR'),
  ecs: managementAuditEcs,
};
