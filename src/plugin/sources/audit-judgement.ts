import { type AuditClass, auditClasses, auditClassOf } from './audit-class.ts';
import { type JsonObject, textOf } from './vendor-values.ts';

/** In what class an entry of an audit log is an event, and what it tells. */
export interface AuditJudgement {
  readonly kind: AuditClass;
  /** What was done. */
  readonly deed: string | undefined;
  /** What kind of thing it was done to. */
  readonly target: string;
}

/** Of the management audit log: the entity decides the class, the subtype is the deed. */
export function judgedAudit(audit: JsonObject): AuditJudgement {
  const [entity, deed] = [textOf(audit['AUDIT_ENTITY']), textOf(audit['AUDIT_ENTITY_SUBTYPE'])];
  return { kind: auditClassOf(entity, deed), deed, target: entity ?? 'Unknown' };
}

/** Of XSOAR 6's audit trail: `action`, where it is a text, or else `type` says what was done, and `object` to what. */
export function judgedXsoar6Audit(audit: JsonObject): AuditJudgement {
  const [type, object] = [textOf(audit['type']), textOf(audit['object'])];
  const deed = textOf(audit['action']) ?? type;
  return { kind: xsoar6Class(`${type} ${deed}`, object), deed, target: object ?? 'Unknown' };
}

function xsoar6Class(said: string, object: string | undefined): AuditClass {
  if (/\b(auth|log(in|out)\b)/i.test(said)) return auditClasses.authentication;
  if (/\b(execute|run)/i.test(said)) return auditClasses.apiActivity;
  return object?.toLowerCase() === 'user' ? auditClasses.accountChange : auditClasses.entityManagement;
}
