import { type ConnectorError, isConnectorError } from '../../../contract/index.ts';
import { oversizedCode } from '../../paging/feed.ts';
import type { ReadMeans } from '../command-definition.ts';
import type { CaptureInput } from './capture-input.ts';
import { type AlertSpan, type CapturePage, readCaptures, withoutCaptures } from './read-captures.ts';

/** An alert whose capture alone is larger than an answer may be; which one the API has not said. */
export interface TooLarge {
  /** Of all that are asked for, the newest one first; from 1. */
  readonly place: number;
  readonly error: ConnectorError;
}

/**
 * Captures of as many alerts as are asked for: in one page, or, where that is too large, in halves. A list that grows
 * meanwhile brings an alert twice, and loses none: the newest come first. @throws ConnectorError
 */
export async function* capturePages(
  input: CaptureInput,
  means: Pick<ReadMeans, 'ask'>,
  signal: AbortSignal,
): AsyncGenerator<CapturePage | TooLarge> {
  let most = input.limit;
  for (let from = 0; from < input.limit;) {
    const span = { from, to: Math.min(from + most, input.limit) };
    const size = span.to - from;
    const page = await unlessTooLarge(input, span, means, signal);
    if ('error' in page && size > 1) {
      most = Math.ceil(size / 2);
      continue;
    }
    yield 'error' in page || size === input.limit ? page : { ...page, answer: withoutCaptures(page.answer) };
    // A page that is not full is the last one, unless the API counts more.
    if ('rows' in page && page.rows < size && (page.total ?? 0) <= span.to) return;
    from = span.to;
  }
}

async function unlessTooLarge(
  input: CaptureInput,
  span: AlertSpan,
  means: Pick<ReadMeans, 'ask'>,
  signal: AbortSignal,
): Promise<CapturePage | TooLarge> {
  try {
    return await readCaptures(input, span, means, signal);
  } catch (error) {
    if (!isConnectorError(error) || error.code !== oversizedCode) throw error;
    return { place: span.to, error };
  }
}
