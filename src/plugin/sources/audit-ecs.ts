import type { Attributes } from '../../contract/index.ts';
import { ecsAttributes } from '../mapping/ecs-attributes.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { activityOf } from './activity-of.ts';
import { type AuditClass, auditClasses } from './audit-class.ts';
import { auditFields } from './audit-fields.ts';
import { type AuditJudgement, judgedAudit, judgedXsoar6Audit } from './audit-judgement.ts';
import { ecsEvent } from './ecs-event.ts';
import type { MappedItem } from './source-definition.ts';
import type { JsonObject } from './vendor-values.ts';
import { xsoar6AuditFields } from './xsoar-6-audit-fields.ts';

/** What entries of the management audit log are called in the Elastic Common Schema. */
export const managementAuditEcs = auditEcs(auditFields, judgedAudit);

/** The same for entries of XSOAR 6's audit trail. */
export const xsoar6AuditEcs = auditEcs(xsoar6AuditFields, judgedXsoar6Audit);

function auditEcs(rows: readonly FieldRow[], judge: (audit: JsonObject) => AuditJudgement) {
  const fields = ecsAttributes<JsonObject>(rows, (audit, field) => [audit[field]]);
  return (audit: JsonObject, { severityNumber }: MappedItem): Attributes => {
    const { kind, deed } = judge(audit);
    const activity = activityOf(deed, kind.activities);
    const type = typesByClass.get(kind)?.get(activity) ?? 'info';
    return { ...ecsEvent({ kind: 'event', ...categoryOf(kind, type) }, severityNumber), ...fields(audit) };
  };
}

function categoryOf(kind: AuditClass, type: string): { category: readonly string[]; type: readonly string[] } {
  if (kind === auditClasses.authentication) return { category: ['authentication'], type: [type] };
  if (kind === auditClasses.apiActivity) return { category: ['api'], type: [type] };
  if (kind === auditClasses.entityManagement) return { category: ['configuration'], type: [type] };
  return { category: ['iam'], type: ['user', type] };
}

/** `event.type` by the class and the activity of the OCSF event. */
const typesByClass: ReadonlyMap<AuditClass, ReadonlyMap<number, string>> = new Map<AuditClass, Map<number, string>>([
  [auditClasses.authentication, types([1, 'start'], [2, 'end'])],
  [
    auditClasses.accountChange,
    types([1, 'creation'], [2, 'change'], [3, 'change'], [4, 'change'], [5, 'change'], [6, 'deletion']),
  ],
  [auditClasses.userAccess, types([1, 'change'], [2, 'change'], [99, 'change'])],
  [
    auditClasses.entityManagement,
    types([1, 'creation'], [2, 'access'], [3, 'change'], [4, 'deletion'], [8, 'change'], [9, 'change']),
  ],
  [auditClasses.apiActivity, types([1, 'creation'], [2, 'access'], [3, 'change'], [4, 'deletion'])],
]);

function types(...all: readonly (readonly [activity: number, type: string])[]): Map<number, string> {
  return new Map(all);
}
