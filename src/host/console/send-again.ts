import { ConnectorError, isConnectorError, maxBatchRecords, type Origin } from '../../contract/index.ts';
import { createDelivery, pendingRecords } from '../delivery/delivery.ts';
import type { Sink } from '../delivery/sink.ts';
import type { StoredDeadLetter } from '../state/dead-letter.ts';

/** What became of dead letters that were sent again. */
export interface SentAgain {
  /** Ids of the entries of which every record was accepted. */
  readonly accepted: readonly number[];
  /** Records that were refused again. */
  readonly refused: number;
  /** Why the rest was not sent: the destination could not be reached, or cannot take anything for now. */
  readonly error: ConnectorError | undefined;
}

/** Delivers dead letters as a run delivers batches, but once: what fails is for the operator to try again. */
export async function sendAgain(
  letters: readonly StoredDeadLetter[],
  { origin, sink }: { readonly origin: Origin; readonly sink: Sink },
  signal: AbortSignal,
): Promise<SentAgain> {
  let sent: SentAgain = { accepted: [], refused: 0, error: undefined };
  for (const together of batchesOf(letters)) {
    const { accepted, refused, error } = await sendTogether(together, { origin, sink }, signal);
    sent = { accepted: [...sent.accepted, ...accepted], refused: sent.refused + refused, error };
    if (error) break;
  }
  return sent;
}

/** Letters together, so that one which is refused can be told from an endpoint that refuses everything. */
function batchesOf(letters: readonly StoredDeadLetter[]): readonly (readonly StoredDeadLetter[])[] {
  const batches: StoredDeadLetter[][] = [];
  let room = 0;
  for (const letter of letters) {
    if (letter.records.length > room || batches.length === 0) {
      batches.push([]);
      room = maxBatchRecords;
    }
    batches.at(-1)?.push(letter);
    room -= letter.records.length;
  }
  return batches;
}

async function sendTogether(
  letters: readonly StoredDeadLetter[],
  { origin, sink }: { readonly origin: Origin; readonly sink: Sink },
  signal: AbortSignal,
): Promise<SentAgain> {
  const records = letters.flatMap((letter) => letter.records);
  const delivery = createDelivery(origin, records);
  let error: ConnectorError | undefined;
  try {
    await sink.deliver(delivery, signal);
  } catch (thrown) {
    if (!isConnectorError(thrown) && !signal.aborted) throw thrown;
    error = isConnectorError(thrown) ? thrown : new ConnectorError('unavailable', 'it took too long, or the host ends');
  }
  const { refused, partial } = delivery.ledger.report();
  // Which ones of a partial success were rejected is not said: none of them counts as accepted.
  const doubtful = new Set([...refused.map(({ record }) => record), ...partial.flatMap((each) => each.records)]);
  const isAccepted = (record: (typeof records)[number]) => delivery.ledger.settled(record) && !doubtful.has(record);
  const rejected = refused.length + partial.reduce((sum, { count }) => sum + count, 0);
  // Refused alone, or each of them: an answer about the records, not about the endpoint.
  const allRefused = error?.kind === 'refused';
  return {
    accepted: letters.filter((letter) => letter.records.every(isAccepted)).map(({ id }) => id),
    refused: rejected + (allRefused ? pendingRecords(delivery).length : 0),
    error: allRefused ? undefined : error,
  };
}
