import { endpointFields } from '../src/plugin/commands/hosts/endpoint-fields.ts';
import type { FieldRow } from '../src/plugin/mapping/field-row.ts';
import { type OcsfClass, ocsfClasses } from '../src/plugin/mapping/ocsf/ocsf-class.ts';
import { agentAuditFields } from '../src/plugin/sources/agent-audit-fields.ts';
import { alertEventFields } from '../src/plugin/sources/alert-event-fields.ts';
import { alertFields } from '../src/plugin/sources/alert-fields.ts';
import { artifactFields } from '../src/plugin/sources/artifact-fields.ts';
import { auditClasses } from '../src/plugin/sources/audit-class.ts';
import { auditFields } from '../src/plugin/sources/audit-fields.ts';
import { caseFields } from '../src/plugin/sources/case-fields.ts';
import { issueFields } from '../src/plugin/sources/issue-fields.ts';
import { incidentFields } from '../src/plugin/sources/incident-fields.ts';
import { xqlRowFields } from '../src/plugin/sources/xql-row-fields.ts';
import { xsoar6AuditFields } from '../src/plugin/sources/xsoar-6-audit-fields.ts';

/** A kind of record, and the tables of its fields. */
export interface MappingKind {
  readonly title: string;
  readonly sources: readonly string[];
  /** Folder of its golden pairs. */
  readonly folders: readonly string[];
  readonly classes: readonly OcsfClass[];
  readonly rows: readonly FieldRow[];
  /** Rows that stand in a list of objects of the event, and what that list is called. */
  readonly nested?: { readonly path: string; readonly rows: readonly FieldRow[] };
}

const ofAudits = Object.values(auditClasses).map((kind) => kind.class);

export const mappingKinds: readonly MappingKind[] = [
  {
    title: 'Incidents',
    sources: ['xdr-incidents'],
    folders: ['xdr-incidents'],
    classes: [ocsfClasses.incidentFinding],
    rows: incidentFields,
  },
  {
    title: 'Cases',
    sources: ['xdr-incidents'],
    folders: [],
    classes: [ocsfClasses.incidentFinding],
    rows: caseFields,
  },
  {
    title: 'Artifacts of incidents',
    sources: ['xdr-incidents'],
    folders: [],
    classes: [ocsfClasses.incidentFinding],
    rows: artifactFields,
  },
  {
    title: 'Alerts',
    sources: ['xdr-alerts', 'xdr-incidents'],
    folders: ['xdr-alerts'],
    classes: [ocsfClasses.detectionFinding],
    rows: alertFields,
    nested: { path: 'evidences[]', rows: alertEventFields },
  },
  {
    title: 'Issues',
    sources: ['xdr-alerts'],
    folders: [],
    classes: [ocsfClasses.detectionFinding],
    rows: issueFields,
  },
  {
    title: 'Management audit log',
    sources: ['xdr-audit', 'xsoar-audit'],
    folders: ['xdr-audit', 'xsoar-audit'],
    classes: ofAudits,
    rows: auditFields,
  },
  {
    title: 'Audit trail of XSOAR 6',
    sources: ['xsoar-audit'],
    folders: ['xsoar-6-audit'],
    classes: ofAudits,
    rows: xsoar6AuditFields,
  },
  {
    title: 'Agent reports',
    sources: ['xdr-agent-audit'],
    folders: ['xdr-agent-audit'],
    classes: [ocsfClasses.applicationLifecycle],
    rows: agentAuditFields,
  },
  {
    title: 'Endpoints',
    sources: ['search-hosts'],
    folders: ['search-hosts'],
    classes: [ocsfClasses.deviceInventory],
    rows: endpointFields,
  },
  {
    title: 'Rows of queries',
    sources: ['xdr-xql'],
    folders: ['xdr-xql'],
    classes: [],
    rows: xqlRowFields,
  },
];
