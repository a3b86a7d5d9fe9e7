import type { JsonValue } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { Feed } from '../paging/feed.ts';
import { mostIdsAsked, type Sweepable } from '../paging/sweepable.ts';
import { isResolvedCase } from './case-as-incident.ts';
import { type Filter, publicApiFeed } from './public-api-feed.ts';
import { contentHash, recordUid } from './record-uid.ts';
import { timeMsOf } from './vendor-time.ts';
import { numberOf, objectOf, textOf } from './vendor-values.ts';

export const casePath = '/public_api/v1/case/search';

/** Words of `status_progress` that mean open (Cortex XSIAM Platform APIs, Retrieve Cases based on filters). */
const openWords = ['NEW', 'UNDER_INVESTIGATION'];

/**
 * Cases of a tenant. The API filters and sorts by `creation_time`, by nothing that moves with a change (Cortex XSIAM
 * Platform APIs, Retrieve Cases based on filters). Should a tenant spell the words of open states otherwise, so that the
 * list of what is open comes back empty, the cases that were seen open are still asked for by their ids.
 */
export function caseSweep(
  api: CortexApi,
  { source, tenant }: { source: string; tenant: string },
): Sweepable<JsonValue> {
  const identityOf = caseIdentity();
  const uid = (item: JsonValue): string => recordUid(source, tenant, identityOf(item));
  const feed = (...selected: readonly Filter[]): Feed<JsonValue> =>
    publicApiFeed(api, {
      path: casePath,
      field: 'creation_time',
      timeKey: 'creation_time',
      listKey: 'DATA',
      countKey: 'FILTER_COUNT',
      uid,
      selected,
      narrow: () => [],
      // Thousands of cases created in one millisecond: nothing is known to cut them by.
      split: () => undefined,
    });

  return {
    all: feed(),
    open: feed({ field: 'status_progress', operator: 'in', value: openWords }),
    byIds: async (ids, signal) => {
      const numbers = ids.map(Number).filter((id) => Number.isSafeInteger(id));
      const asked = feed({ field: 'case_id', operator: 'in', value: numbers });
      return asked.page({ offset: 0, limit: mostIdsAsked, order: 'oldest-first' }, signal);
    },
    // Of other ids nobody knows how to ask for them.
    idOf: (item) => {
      const id = numberOf(objectOf(item)?.['case_id']);
      return Number.isSafeInteger(id) ? String(id) : undefined;
    },
    isOpen: (item) => !isResolvedCase(objectOf(item) ?? {}),
    modifiedMs: (item) => timeMsOf(objectOf(item)?.['modification_time']),
  };
}

/** One state of one case. `creation_time` is left out as it is of incidents, where it "keeps updating". */
function caseIdentity(): (item: JsonValue) => string {
  const contentOf = contentHash('creation_time');
  return (item) => {
    const found = objectOf(item);
    return `${textOf(found?.['case_id']) ?? ''}\n${textOf(found?.['modification_time']) ?? ''}\n${contentOf(item)}`;
  };
}
