import type { Period, Source } from '../../contract/index.ts';
import { type Delivered, deliverOnce, type DeliverOnceParts } from './deliver-once.ts';

export interface DeliverPeriodParts extends Omit<DeliverOnceParts, 'source'> {
  readonly source: Source;
  readonly period: Period;
}

/** Delivers a period again. @throws ConnectorError as {@link deliverOnce}. */
export async function deliverPeriod(
  { source, period, ...parts }: DeliverPeriodParts,
  signal: AbortSignal,
): Promise<Delivered> {
  const { origin } = source;
  const again = { origin, poll: (...place: Parameters<Source['poll']>) => source.replay(period, ...place) };
  return deliverOnce({ ...parts, source: again }, signal);
}
