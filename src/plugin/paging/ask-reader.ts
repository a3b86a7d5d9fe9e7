import { type Clock, isConnectorError } from '../../contract/index.ts';
import { type Feed, oversizedCode } from './feed.ts';
import type { Answer, Reader } from './reader.ts';

/** Asks a reader's next question. Undefined when the answer was too large: it asks for less from now on. */
export async function askReader<Item>(
  reader: Pick<Reader<Item>, 'plan' | 'askForLess'>,
  { feed, clock }: { readonly feed: Pick<Feed<Item>, 'page'>; readonly clock: Pick<Clock, 'now' | 'elapsed'> },
  signal: AbortSignal,
): Promise<Answer<Item> | undefined> {
  const query = reader.plan();
  try {
    const page = await feed.page(query, signal);
    return { query, page, elapsedMs: clock.elapsed(), localMs: clock.now() };
  } catch (error) {
    if (!isConnectorError(error) || error.code !== oversizedCode || !reader.askForLess()) throw error;
    return undefined;
  }
}
