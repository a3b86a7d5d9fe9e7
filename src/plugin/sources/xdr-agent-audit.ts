import type { JsonValue } from '../../contract/index.ts';
import { knownFields } from '../mapping/known-fields.ts';
import { cortexSettings, settingsOrder } from '../settings.ts';
import { agentAuditFeed, agentAuditTimes } from './agent-audit-feed.ts';
import { agentAuditEvent, mapAgentAudit } from './agent-audit-record.ts';
import { agentAuditFields } from './agent-audit-fields.ts';
import { openSelection } from '../selection/open-selection.ts';
import { agentAuditSelection } from './agent-audit-selection.ts';
import { agentAuditEcs } from './agent-audit-ecs.ts';
import { agentAuditOcsf } from './agent-audit-ocsf.ts';
import { cortexOrigin } from './cortex-origin.ts';
import { keySteps } from './key-steps.ts';
import type { ListedSource } from './source-definition.ts';

const id = 'xdr-agent-audit';

/** What the agents of a Cortex XDR tenant report of themselves. By far the largest of the lists. */
export const xdrAgentAudit: ListedSource<JsonValue> = {
  id,
  title: 'Cortex XDR agent audit logs',
  description:
    'What agents report of themselves: installed, upgraded, protected, disconnected. Many records; those of an agent ' +
    'that was offline for longer than a day are missed, for the API lists them by the time on the host.',
  events: [agentAuditEvent],
  prerequisites: [
    'A Cortex XDR or XSIAM tenant with endpoints, and an account in it that may create API keys.',
    'An API key whose role may view agent audit logs, such as Instance Administrator.',
    'HTTPS (port 443) from this host to the API of the tenant, directly or through a proxy.',
  ],
  steps: keySteps('Cortex XDR', 'a role that may view agent audit logs, such as Instance Administrator'),
  selection: agentAuditSelection,
  commands: true,
  settings: cortexSettings({
    source: id,
    keyId: 'always',
    selection: agentAuditSelection,
    counted: true,
    commands: true,
  }),
  order: settingsOrder({ selection: agentAuditSelection, counted: true, commands: true }),
  immutable: true,
  permission: 'a role that may view agent audit logs, such as Instance Administrator',
  origin: ({ tenant }) => cortexOrigin('cortex-xdr', tenant, 'public_api_v1'),
  fetch: ({ tenant }) => ({
    times: agentAuditTimes,
    hasFilters: true,
    feed: (api, list) => agentAuditFeed(api, { source: id, tenant, ...list }),
  }),
  feed: (api, { tenant, selection }) =>
    agentAuditFeed(api, { source: id, tenant, selected: openSelection(agentAuditSelection, selection).filters }),
  fields: knownFields(agentAuditFields),
  map: mapAgentAudit,
  ocsf: agentAuditOcsf,
  ecs: agentAuditEcs,
};
