import type { PageQuery, Row } from '../paging/feed.ts';

/** True of a row in the time that was asked for, or at most `slackMs` outside it. A row without a time is in any. */
export function isWithin(query: PageQuery, { timeMs }: Pick<Row<unknown>, 'timeMs'>, slackMs = 0): boolean {
  const { fromMs = 0, toMs = Infinity } = query;
  return timeMs === undefined || (timeMs >= fromMs - slackMs && timeMs <= toMs + slackMs);
}
