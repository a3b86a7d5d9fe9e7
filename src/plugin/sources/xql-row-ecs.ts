import type { Attributes } from '../../contract/index.ts';
import { ecsAttributes } from '../mapping/ecs-attributes.ts';
import type { JsonObject } from './vendor-values.ts';
import { xqlRowFields } from './xql-row-fields.ts';

const fields = ecsAttributes<JsonObject>(xqlRowFields, (row, field) => [row[field]]);

/** What a row is called in the Elastic Common Schema. What kind of event it is, only its query knows. */
export function xqlRowEcs(row: JsonObject): Attributes {
  return { 'event.kind': 'event', ...fields(row) };
}
