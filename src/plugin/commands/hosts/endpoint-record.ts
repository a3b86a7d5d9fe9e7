import type { JsonValue } from '../../../contract/index.ts';
import { attributeTableOf } from '../../mapping/attribute-table-of.ts';
import { knownFields } from '../../mapping/known-fields.ts';
import { attributesOf, put } from '../../sources/attribute-table.ts';
import type { MappedItem, RecordKind } from '../../sources/source-definition.ts';
import { ATTR_HOST_IP } from '../../sources/unstable-attributes.ts';
import { addressesOf, objectOf } from '../../sources/vendor-values.ts';
import { endpointEcs } from './endpoint-ecs.ts';
import { endpointFields } from './endpoint-fields.ts';
import { endpointOcsf } from './endpoint-ocsf.ts';

const event = 'paloalto.cortex.endpoint';

const table = attributeTableOf(endpointFields);

/** An endpoint as it was when it was asked for. */
export const endpointRecord: RecordKind = {
  events: [event],
  fields: knownFields(endpointFields),
  map: mapEndpoint,
  ocsf: endpointOcsf,
  ecs: endpointEcs,
};

/**
 * It has no time of its own: what it says held when it was read, whenever the host was last seen.
 * @throws TypeError when it is no object, or has no id.
 */
function mapEndpoint(item: JsonValue): MappedItem {
  const endpoint = objectOf(item);
  if (!endpoint || endpoint['endpoint_id'] === undefined) throw new TypeError('not an endpoint: no endpoint_id');
  const attributes = attributesOf(endpoint, table);
  const addresses = [...(addressesOf(endpoint['ip']) ?? []), ...(addressesOf(endpoint['ipv6']) ?? [])];
  put(attributes, ATTR_HOST_IP, addresses.length > 0 ? addresses : undefined);
  return { eventName: event, severityNumber: 0, attributes };
}
