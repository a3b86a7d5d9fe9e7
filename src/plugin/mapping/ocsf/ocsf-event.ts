import type { JsonValue } from '../../../contract/index.ts';
import { type JsonObject, objectOf } from '../../sources/vendor-values.ts';
import { type OcsfClass, ocsfVersion } from './ocsf-class.ts';
import type { OcsfObject } from './ocsf-object.ts';

/** What is known of a record beside its item. Times are epoch milliseconds. */
export interface OcsfFacts {
  /** `log.record.uid` of the record. */
  readonly uid: string;
  readonly eventName: string;
  /** Of the record; when it was observed, if the vendor gave none. */
  readonly timeMs: number;
  readonly observedMs: number;
  /** The vendor record, whole, as JSON text. */
  readonly rawData: string;
}

/** What a class of events makes of an item. */
export interface OcsfContent {
  readonly class: OcsfClass;
  readonly activity: number;
  /** The name of the product that speaks. */
  readonly product: string;
  readonly item: JsonObject;
  /** What has a place; takes precedence over what every event has. */
  readonly object: OcsfObject;
  /** The item's fields that stand in `object`. */
  readonly fields: ReadonlySet<string>;
}

/** An event of OCSF: what every class has, what the item's fields say, the rest under `unmapped`, and all of it raw. */
export function ocsfEvent(content: OcsfContent, facts: OcsfFacts): JsonObject {
  const { uid, name, category, profiles } = content.class;
  const unmapped = unmappedOf(content);
  return {
    class_uid: uid,
    class_name: name,
    category_uid: Math.floor(uid / 1000),
    category_name: category,
    activity_id: content.activity,
    type_uid: uid * 100 + content.activity,
    severity_id: 0,
    time: facts.timeMs,
    ...content.object,
    metadata: {
      version: ocsfVersion,
      product: { name: content.product, vendor_name: 'Palo Alto Networks' },
      uid: facts.uid,
      ...(profiles.length > 0 && { profiles: [...profiles] }),
      processed_time: facts.observedMs,
      ...objectOf(content.object['metadata']),
    },
    ...(unmapped && { unmapped }),
    raw_data: facts.rawData,
  };
}

/** The fields that stand nowhere and say something; those that are empty are in the raw data. */
function unmappedOf({ item, fields }: OcsfContent): JsonObject | undefined {
  const rest = Object.entries(item).filter(([field, value]) => !fields.has(field) && !isEmpty(value));
  // Defines its properties: a field of the vendor may be called `__proto__`.
  return rest.length > 0 ? Object.fromEntries(rest) : undefined;
}

function isEmpty(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return value === null || value === '';
  return Array.isArray(value) ? value.every(isEmpty) : Object.keys(value).length === 0;
}
