import { type AuditClass, auditClasses } from './audit-class.ts';
import { auditOcsf } from './audit-ocsf.ts';
import { textOf } from './vendor-values.ts';
import { xsoar6AuditFields } from './xsoar-6-audit-fields.ts';

/** The event of an entry of XSOAR 6's audit trail, whose `type` says what was done, and `object` to what. */
export const xsoar6AuditOcsf = auditOcsf(xsoar6AuditFields, (item) => {
  const [deed, object] = [textOf(item['type']), textOf(item['object'])];
  return { kind: kindOf(deed ?? '', object), deed, target: object ?? 'Unknown' };
});

function kindOf(deed: string, object: string | undefined): AuditClass {
  if (/^log(in|out)/i.test(deed)) return auditClasses.authentication;
  if (/^(execute|run)/i.test(deed)) return auditClasses.apiActivity;
  return object?.toLowerCase() === 'user' ? auditClasses.accountChange : auditClasses.entityManagement;
}
