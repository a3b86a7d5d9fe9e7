import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../src/contract/index.ts';
import { vendorKey } from './vendor-key.ts';

/** A record that reached its destination: its id, and the vendor record in its body. */
export interface Arrival {
  readonly uid: string;
  readonly body: JsonValue;
}

export interface Upstream {
  /** What the tenant holds in the end: all of it has to arrive. */
  readonly wanted: readonly JsonValue[];
  /** Every state of a record the tenant has ever held: nothing else may arrive. */
  readonly possible: readonly JsonValue[];
}

/** What is wrong with the records that arrived, a line each. */
export interface Judgement {
  readonly lost: readonly string[];
  /** Arrived without ever having been at the tenant, or changed on the way. */
  readonly spurious: readonly string[];
  /** Records that do not have one id, or ids that do not mean one record. */
  readonly confused: readonly string[];
}

export function judged(arrivals: readonly Arrival[], { wanted, possible }: Upstream): Judgement {
  const states = Map.groupBy(possible, vendorKey);
  const genuine = ({ body }: Arrival) => states.get(vendorKey(body))?.some((state) => isDeepStrictEqual(state, body));
  const arrived = Map.groupBy(arrivals, ({ body }) => vendorKey(body));
  const isLost = (record: JsonValue) =>
    !arrived.get(vendorKey(record))?.some(({ body }) => isDeepStrictEqual(body, record));
  const byUid = Map.groupBy(arrivals, ({ uid }) => uid);
  return {
    lost: wanted.filter(isLost).map(vendorKey),
    spurious: arrivals.filter((arrival) => !genuine(arrival)).map(({ body }) => vendorKey(body)),
    confused: [
      ...[...byUid].filter(([, all]) => distinct(all.map(({ body }) => vendorKey(body))) > 1).map(([uid]) => uid),
      ...[...arrived].filter(([, all]) => distinct(all.map(({ uid }) => uid)) > 1).map(([key]) => key),
    ],
  };
}

function distinct(values: readonly string[]): number {
  return new Set(values).size;
}
