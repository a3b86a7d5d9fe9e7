import type { FieldRow } from '../mapping/field-row.ts';
import type { OcsfObject } from '../mapping/ocsf/ocsf-object.ts';
import { type OcsfFacts, ocsfEvent } from '../mapping/ocsf/ocsf-event.ts';
import { type Placed, placer, type Translation } from '../mapping/ocsf/placer.ts';
import { activityOf } from './activity-of.ts';
import { type AuditClass, auditClasses } from './audit-class.ts';
import { auditObject } from './audit-object.ts';
import type { JsonObject } from './vendor-values.ts';

/** Says in what class, and by which of its words, an entry becomes an event. */
export interface AuditJudgement {
  readonly kind: AuditClass;
  /** What was done. */
  readonly deed: string | undefined;
  /** What it was done to, where nothing names it. */
  readonly target: string;
}

/** Makes events of the entries of an audit log. Each class has its own places, made once. */
export function auditOcsf(rows: readonly FieldRow[], judge: (item: JsonObject) => AuditJudgement) {
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
      return { entity: object['entity'] ?? { name: target } };
  }
}
