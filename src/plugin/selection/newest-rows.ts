import type { JsonValue } from '../../contract/index.ts';
import type { Feed } from '../paging/feed.ts';
import type { WorkedRow } from '../sources/row-work.ts';
import type { OpenSelection } from './open-selection.ts';

/** Of the newest page what is selected, at most `limit` rows. */
export async function newestRows(
  feed: Feed<JsonValue>,
  { selection: { isNarrow, selects }, limit }: { readonly selection: OpenSelection; readonly limit: number },
  signal: AbortSignal,
): Promise<readonly WorkedRow[]> {
  const asked = isNarrow ? feed.maxLimit : Math.min(limit, feed.maxLimit);
  const page = await feed.page({ offset: 0, limit: asked, order: 'newest-first' }, signal);
  const selected = page.rows.filter(({ item }) => selects(item));
  return selected.slice(0, limit).map((row) => ({ ...row, backfill: false }));
}
