import type { JsonValue } from '../../contract/index.ts';
import { knownFields } from '../mapping/known-fields.ts';
import { cortexSettings, settingsOrder } from '../settings.ts';
import { auditFeed, auditTimes } from './audit-feed.ts';
import { auditEvent, isAudit, mapAudit } from './audit-record.ts';
import { auditFields } from './audit-fields.ts';
import { xsoar6AuditFields } from './xsoar-6-audit-fields.ts';
import { openSelection } from '../selection/open-selection.ts';
import { auditSelection } from './audit-selection.ts';
import { managementAuditEcs, xsoar6AuditEcs } from './audit-ecs.ts';
import { managementAuditOcsf, xsoar6AuditOcsf } from './audit-ocsf.ts';
import { cortexOrigin } from './cortex-origin.ts';
import { keySteps } from './key-steps.ts';
import type { ListedSource } from './source-definition.ts';
import { objectOf } from './vendor-values.ts';
import { xsoar6AuditFeed } from './xsoar-6-audit-feed.ts';
import { mapXsoar6Audit } from './xsoar-6-audit-record.ts';

const id = 'xsoar-audit';

/**
 * Management audit log of Cortex XSOAR: of XSOAR 8 at the API's root, of XSOAR 6 where the key has no id. XDR and XSIAM
 * serve the same log as XSOAR 8 does.
 */
export const xsoarAudit: ListedSource<JsonValue> = {
  id,
  title: 'Cortex XSOAR audit logs',
  description: 'The management audit log of Cortex XSOAR: who signed in, and who changed what, with which result.',
  // Cortex XSOAR Administrator Guide, Management Audit Logs.
  retentionDays: 365,
  events: [auditEvent],
  prerequisites: [
    'A Cortex XSOAR 8 tenant, or an XSOAR 6 server, and an account in it that may create API keys.',
    'An API key whose role may view the audit log, such as Instance Administrator.',
    'HTTPS (port 443) from this host to the API, directly or through a proxy.',
    'XSOAR 6 only: the address of the server as Server URL, and no API key ID, for its keys have none.',
  ],
  steps: keySteps('Cortex XSOAR', 'a role that may view the audit log, such as Instance Administrator'),
  selection: auditSelection,
  settings: cortexSettings({ source: id, keyId: 'unless-server-url', selection: auditSelection, counted: true }),
  order: settingsOrder({ selection: auditSelection, counted: true }),
  immutable: true,
  permission: 'a role that may view the management audit log, such as Instance Administrator',
  origin: ({ tenant, apiKeyId }) =>
    cortexOrigin('cortex-xsoar', tenant, apiKeyId === undefined ? 'xsoar6' : 'public_api_v1'),
  fetch: ({ tenant, apiKeyId }) =>
    apiKeyId === undefined
      ? {
          times: { modification: { field: 'modified', timeKey: 'modified' } },
          hasFilters: false,
          feed: (api) => xsoar6AuditFeed(api, id, tenant),
        }
      : {
          times: auditTimes,
          hasFilters: true,
          feed: (api, list) => auditFeed(api, { source: id, tenant, ...list }),
        },
  feed: (api, { tenant, apiKeyId, selection }) =>
    apiKeyId === undefined
      ? xsoar6AuditFeed(api, id, tenant)
      : auditFeed(api, { source: id, tenant, selected: openSelection(auditSelection, selection).filters }),
  fields: knownFields([...auditFields, ...xsoar6AuditFields]),
  map(item) {
    const audit = objectOf(item);
    return audit && !isAudit(audit) ? mapXsoar6Audit(audit) : mapAudit(item);
  },
  ocsf: (audit, facts) => (isAudit(audit) ? managementAuditOcsf : xsoar6AuditOcsf)(audit, facts, 'Cortex XSOAR'),
  ecs: (audit, mapped) => (isAudit(audit) ? managementAuditEcs : xsoar6AuditEcs)(audit, mapped),
};
