import type { FakeOtlpEndpoint, ReceivedRecord } from '../../src/testing/index.ts';
import { lifeHeader } from './collector.ts';
import { exchangeHeader, type Exchange } from './wire.ts';

/** One request to the endpoint, in the order in which they began. */
export interface Receipt {
  readonly number: number;
  /** Monotonic milliseconds. */
  readonly begunMs: number;
  readonly life: string;
  readonly connector: string;
  /** Ids of the records that were accepted. */
  readonly accepted: readonly string[];
  /** Ids of the records that were rejected by a partial success: these must not be sent again. */
  readonly rejected: readonly string[];
  /** Whether the whole answer was handed over. */
  readonly told: boolean;
}

/** What the endpoint did with every request. */
export function receiptsOf(
  endpoint: Pick<FakeOtlpEndpoint, 'requests' | 'received'>,
  exchanges: readonly Pick<Exchange, 'answer' | 'begunMs'>[],
): readonly Receipt[] {
  const connectors = new Map(endpoint.received().map((record) => [uidOf(record), connectorOf(record)]));
  const receipts = endpoint.requests.map(({ headers, uids, accepted, status }): Receipt => {
    const number = Number(headers[exchangeHeader]);
    // A partial success leaves out the first ones. Any other status than 200 is about all of them.
    const rejected = status === 200 ? uids.length - accepted : 0;
    const exchange = exchanges[number - 1];
    return {
      number,
      begunMs: exchange?.begunMs ?? 0,
      life: headers[lifeHeader] ?? '',
      connector: uids.map((uid) => connectors.get(uid)).find((name) => name !== undefined) ?? '',
      accepted: accepted === 0 ? [] : uids.slice(rejected),
      rejected: uids.slice(0, rejected),
      told: exchange?.answer === 'told',
    };
  });
  return receipts.toSorted((a, b) => a.number - b.number);
}

export function uidOf(record: ReceivedRecord): string {
  const uid = record.attributes['log.record.uid'];
  return typeof uid === 'string' ? uid : 'none';
}

function connectorOf({ resource }: ReceivedRecord): string {
  const name = resource['service.name'];
  return typeof name === 'string' ? name : '';
}
