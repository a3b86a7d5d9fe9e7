import type { FieldRow } from '../mapping/field-row.ts';
import type { OcsfObject } from '../mapping/ocsf/ocsf-object.ts';
import { type OcsfFacts, ocsfEvent } from '../mapping/ocsf/ocsf-event.ts';
import { type Placed, placer, type Translation } from '../mapping/ocsf/placer.ts';
import { activityOf } from './activity-of.ts';
import { type AuditClass, auditClasses } from './audit-class.ts';
import { auditFields } from './audit-fields.ts';
import { type AuditJudgement, judgedAudit, judgedXsoar6Audit } from './audit-judgement.ts';
import { auditObject } from './audit-object.ts';
import { type JsonObject, objectOf } from './vendor-values.ts';
import { xsoar6AuditFields } from './xsoar-6-audit-fields.ts';

/** The event of an entry of the management audit log. */
export const managementAuditOcsf = auditOcsf(auditFields, judgedAudit);

/** The event of an entry of XSOAR 6's audit trail. */
export const xsoar6AuditOcsf = auditOcsf(xsoar6AuditFields, judgedXsoar6Audit);

/** Each class has places of its own, made once. */
function auditOcsf(rows: readonly FieldRow[], judge: (item: JsonObject) => AuditJudgement) {
  const placers = new Map(
    Object.values<AuditClass>(auditClasses).map((kind) => [kind, placer(rows, { translate: translationOf(kind) })]),
  );
  return (item: JsonObject, facts: OcsfFacts, product: string): JsonObject => {
    const judgement = judge(item);
    const { object, fields }: Placed = placers.get(judgement.kind)?.(item) ?? { object: {}, fields: new Set() };
    return ocsfEvent(
      {
        class: judgement.kind.class,
        activity: activityOf(judgement.deed, judgement.kind.activities),
        product,
        item,
        object: { ...object, ...requiredOf(judgement, object, product) },
        fields,
      },
      facts,
    );
  };
}

function translationOf({ paths, class: { uid } }: AuditClass): Translation {
  // Who signs in is the one the event is about.
  const actor = uid === auditClasses.authentication.class.uid ? '' : 'actor.';
  return (path) =>
    path.startsWith(`${auditObject}.`) ? paths[path.slice(auditObject.length + 1)] : path.replace(/^actor\./, actor);
}

const unknownUser = { name: 'Unknown', type_id: 0 };

/** The kinds of entities that the schema has an id for (OCSF 1.8.0, Managed Entity), by the vendor's names. */
const entityTypes: readonly (readonly [names: RegExp, id: number])[] = [
  [/POLIC|PROFILE|RULES|EXCEPTION|EXCLUSION/, 5],
  [/GROUPS$/, 3],
  [/^ENDPOINT/, 1],
];
const otherEntity = 99;

/** An entity that nothing names is called by its kind. */
function namedEntity(target: string, entity: JsonObject = {}): JsonObject {
  const typeId = entityTypes.find(([names]) => names.test(target.toUpperCase()))?.[1] ?? otherEntity;
  const name = entity['name'] === undefined && entity['uid'] === undefined ? { name: target } : undefined;
  return { type_id: typeId, ...entity, ...name };
}

/** What the schema requires of the class, by the nearest thing that is known. */
function requiredOf({ kind, deed, target }: AuditJudgement, object: OcsfObject, product: string): OcsfObject {
  switch (kind) {
    case auditClasses.authentication:
      return { user: object['user'] ?? unknownUser, service: { name: product } };
    case auditClasses.accountChange:
      return { user: object['user'] ?? unknownUser };
    case auditClasses.userAccess:
      // Which ones is said in the description only.
      return { user: object['user'] ?? unknownUser, privileges: [] };
    case auditClasses.apiActivity:
      return {
        api: { operation: deed ?? target, service: { name: product }, group: { name: target } },
        // What nobody did, the product did; where from is not said of what it did itself.
        actor: object['actor'] ?? { app_name: product },
        src_endpoint: object['src_endpoint'] ?? { name: 'Unknown' },
      };
    default:
      return { entity: namedEntity(target, objectOf(object['entity'])) };
  }
}
