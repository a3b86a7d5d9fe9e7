import type { JsonValue } from '../../contract/index.ts';
import type { SourceDefinition } from './source-definition.ts';
import { xdrAgentAudit } from './xdr-agent-audit.ts';
import { xdrAlerts } from './xdr-alerts.ts';
import { xdrAudit } from './xdr-audit.ts';
import { xdrIncidents } from './xdr-incidents.ts';
import { xdrXql } from './xdr-xql.ts';
import { xsoarAudit } from './xsoar-audit.ts';

/** Everything that can be collected. A new source is a file and a line here. */
export const sources: readonly SourceDefinition<JsonValue>[] = [
  xdrIncidents,
  xdrAlerts,
  xdrAudit,
  xdrAgentAudit,
  xdrXql,
  xsoarAudit,
];
