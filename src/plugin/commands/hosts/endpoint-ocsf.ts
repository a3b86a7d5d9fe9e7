import { ocsfClasses } from '../../mapping/ocsf/ocsf-class.ts';
import { type OcsfFacts, ocsfEvent } from '../../mapping/ocsf/ocsf-event.ts';
import { placer } from '../../mapping/ocsf/placer.ts';
import type { JsonObject } from '../../sources/vendor-values.ts';
import { endpointFields } from './endpoint-fields.ts';

const place = placer(endpointFields);

/** It was asked for: OCSF 1.8.0, Device Inventory Info, `activity_id`. */
const collect = 2;

/** The event of an endpoint: what the inventory of the tenant says of a device. */
export function endpointOcsf(endpoint: JsonObject, facts: OcsfFacts): JsonObject {
  const { object, fields } = place(endpoint);
  return ocsfEvent(
    {
      class: ocsfClasses.deviceInventory,
      activity: collect,
      product: 'Cortex XDR',
      item: endpoint,
      // The class asks for a device, whatever the rules of privacy have left of it.
      object: { device: { type_id: 0, hostname: 'unknown' }, ...object },
      fields,
    },
    facts,
  );
}
