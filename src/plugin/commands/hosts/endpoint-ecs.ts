import type { Attributes } from '../../../contract/index.ts';
import { ecsAttributes } from '../../mapping/ecs-attributes.ts';
import { ecsEvent } from '../../sources/ecs-event.ts';
import type { MappedItem } from '../../sources/source-definition.ts';
import type { JsonObject } from '../../sources/vendor-values.ts';
import { endpointFields } from './endpoint-fields.ts';

const fields = ecsAttributes<JsonObject>(endpointFields, (endpoint, field) => [endpoint[field]]);

/** What an endpoint is called in the Elastic Common Schema, where that differs from the semantic conventions. */
export function endpointEcs(endpoint: JsonObject, { severityNumber }: MappedItem): Attributes {
  return { ...ecsEvent({ kind: 'state', category: ['host'], type: ['info'] }, severityNumber), ...fields(endpoint) };
}
