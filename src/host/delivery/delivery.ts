import type { LogRecord, Origin } from '../../contract/index.ts';
import { createLedger, type Ledger } from './ledger.ts';
import type { Plan } from './plan.ts';

/** One batch on its way. Made once per batch; remembers what became of each record across failed attempts. */
export interface Delivery {
  readonly origin: Origin;
  readonly records: readonly LogRecord[];
  /** What is settled so far. */
  readonly ledger: Ledger;
  /** The sink's: requests still to be sent. Undefined until the first attempt. */
  plan: Plan | undefined;
}

export function createDelivery(origin: Origin, records: readonly LogRecord[]): Delivery {
  return { origin, records, ledger: createLedger(), plan: undefined };
}

/**
 * The same delivery with company: what is pending goes out together with `moreRecords`. Its report covers also what was
 * settled before; the delivery it was made from is not used afterwards.
 */
export function join(delivery: Delivery, moreRecords: readonly LogRecord[]): Delivery {
  const joined = createDelivery(delivery.origin, [...pendingRecords(delivery), ...moreRecords]);
  joined.ledger.carry(delivery.ledger);
  return joined;
}

/** The records that are neither accepted nor set aside, in their order. */
export function pendingRecords(delivery: Delivery): readonly LogRecord[] {
  return delivery.records.filter((record) => !delivery.ledger.settled(record));
}
