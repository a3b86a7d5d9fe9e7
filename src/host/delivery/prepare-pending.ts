import type { Origin } from '../../contract/index.ts';
import { type Delivery, pendingRecords } from './delivery.ts';
import { createRecordMaker, type PreparedRecord, type RecordMaker } from './to-log-records.ts';

/** Makes what is pending of a delivery ready for the exporters; keeps one OpenTelemetry logger per origin. */
export function createPreparation(): (delivery: Delivery) => readonly PreparedRecord[] {
  const makers = new WeakMap<Origin, RecordMaker>();
  return (delivery) => {
    const maker = makers.get(delivery.origin) ?? createRecordMaker(delivery.origin);
    makers.set(delivery.origin, maker);
    return pendingRecords(delivery).map(maker);
  };
}
