import { type Clock, maxBatchRecords } from '../../contract/index.ts';
import { askReader } from './ask-reader.ts';
import type { Feed } from './feed.ts';
import type { Piece, Pieces } from './pieces.ts';
import type { Answer, Reader } from './reader.ts';

export interface IntakeOptions<Item> {
  readonly feed: Feed<Item>;
  readonly clock: Clock;
  readonly pieces: Pieces<Item>;
  /** Makes a piece of what was gathered, with a checkpoint of where all readers are. */
  readonly take: () => Piece<Item>;
  /** The one reader whose rows are not history. */
  readonly live: Reader<Item> | undefined;
  /** As rows carry it: what was before has been delivered. */
  readonly sinceMs?: number;
}

/** What became of a question: an answer, none because it was too large, or an error. */
export interface Asked<Item> {
  readonly reader: Reader<Item>;
  readonly answer?: Answer<Item> | undefined;
  readonly error?: Error;
}

/** Between the feed and the readers: asks their questions, gives them the answers, hands on what is worth a batch. */
export function openIntake<Item>({ feed, clock, pieces, take, live, sinceMs }: IntakeOptions<Item>) {
  const ask = async (reader: Reader<Item>, signal: AbortSignal) => askReader(reader, { feed, clock }, signal);

  async function tryToAsk(reader: Reader<Item>, signal: AbortSignal): Promise<Asked<Item>> {
    try {
      return { reader, answer: await ask(reader, signal) };
    } catch (error) {
      return { reader, error: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  async function* takeIn(reader: Reader<Item>, answer: Answer<Item> | undefined): AsyncGenerator<Piece<Item>> {
    if (!answer) return pieces.touch();
    const backfill = reader !== live;
    yield* deliverOverflow(reader, answer, backfill);
    const absorbed = reader.absorb(answer);
    pieces.add(absorbed, backfill, sinceMs);
    if (pieces.worthSending() || absorbed.complaint) yield take();
    if (absorbed.complaint) throw absorbed.complaint;
  }

  /** A page may hold more than fits the batch: what does not is delivered first, with the reader where it was. */
  async function* deliverOverflow(
    reader: Reader<Item>,
    answer: Answer<Item>,
    backfill: boolean,
  ): AsyncGenerator<Piece<Item>> {
    if (pieces.fits(answer.page.rows.length)) return;
    if (pieces.dirty()) yield take();
    for (let fresh = reader.fresh(answer); fresh.length > maxBatchRecords; fresh = reader.fresh(answer)) {
      const rows = fresh.slice(0, maxBatchRecords);
      reader.remember(rows);
      pieces.add({ rows, duplicates: 0, restricted: 0, overlapShortened: 0 }, backfill, sinceMs);
      yield take();
    }
  }

  return { ask, tryToAsk, takeIn };
}
