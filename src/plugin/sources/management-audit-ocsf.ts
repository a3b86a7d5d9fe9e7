import { auditClassOf } from './audit-class.ts';
import { auditFields } from './audit-fields.ts';
import { auditOcsf } from './audit-ocsf.ts';
import { textOf } from './vendor-values.ts';

/** The event of an entry of the management audit log: its class by the entity, its activity by the subtype. */
export const managementAuditOcsf = auditOcsf(auditFields, (item) => {
  const [entity, subtype] = [textOf(item['AUDIT_ENTITY']), textOf(item['AUDIT_ENTITY_SUBTYPE'])];
  return { kind: auditClassOf(entity, subtype), deed: subtype, target: entity ?? 'Unknown' };
});
