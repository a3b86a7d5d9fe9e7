import { okAnswer, type Answer, type JsonObject } from '../faults/answer.ts';
import type { EndpointCall } from './endpoint.ts';
import { InvalidRequest } from './invalid-request.ts';
import type { ListLimits, RecordsEndpoint } from './listed-records.ts';
import { createRecordList, type Version } from './record-list.ts';
import { createSortedIndex, type SortedIndex } from './sorted-index.ts';
import { sliceWithTies } from './tie-order.ts';
import { comparable, readXsoar6Request, type Xsoar6Request } from './xsoar6-request.ts';

/** Path of the audit log of Cortex XSOAR 6. */
export const xsoar6AuditPath = '/settings/audits';

/** Whether an entry at exactly `fromDate` or `toDate` is given. No document says; a client has to survive both. */
export type DateBounds = 'inclusive' | 'exclusive';

/** Makes the endpoint (Cortex XSOAR 6 API, `/settings/audits`): pages counted from 0, times to the nanosecond. */
export function createXsoar6Audits(limits: ListLimits, bounds: DateBounds): RecordsEndpoint {
  const byModified = createSortedIndex(keyOf('modified'));
  const records = createRecordList('id', { shown: byModified.add, hidden: byModified.remove });
  let calls = 0;

  function page(request: Xsoar6Request): Answer {
    const key = keyOf(request.field);
    const wanted = inWindow(byModified, request, bounds).filter(({ record }) =>
      request.tests.every((test) => test(record)),
    );
    const rows = request.field === 'modified' ? wanted : sortedBy(wanted, key);
    const from = request.page * request.size;
    const to = Math.min(from + request.size, limits.offsetCeiling);
    const salt = limits.ties === 'by-id' ? undefined : limits.seed + (limits.ties === 'restless' ? calls * 7919 : 0);
    const slice = sliceWithTies(rows, key, { from, to, descending: !request.ascending }, salt);
    const total = wanted.length + records.miscount((record) => selects(request, bounds, record));
    return okAnswer({ audits: slice.map((version) => version.record), total });
  }

  function answer({ body, nowMs }: EndpointCall): Answer {
    calls += 1;
    records.settle(nowMs);
    try {
      return page(readXsoar6Request(body));
    } catch (error) {
      if (!(error instanceof InvalidRequest)) throw error;
      const detail = { id: 'bad_request', status: 400, title: 'Bad request', detail: error.message };
      return { status: 400, headers: {}, body: detail };
    }
  }

  return { records, answer };
}

/** Entries between the dates. Times have nine decimals, so a `~` behind one is above it and below the next. */
function inWindow(index: SortedIndex<Version>, request: Xsoar6Request, bounds: DateBounds): readonly Version[] {
  const inclusive = bounds === 'inclusive';
  const { fromDate, toDate } = request;
  const start = fromDate === undefined ? 0 : index.lowerBound(inclusive ? fromDate : `${fromDate}~`);
  const end = toDate === undefined ? undefined : index.lowerBound(inclusive ? `${toDate}~` : toDate);
  return index.sorted().slice(start, end);
}

/** The same for one entry, and what the query demands. */
function selects(request: Xsoar6Request, bounds: DateBounds, record: JsonObject): boolean {
  const time = comparable(record, 'modified');
  const { fromDate = '', toDate = '~' } = request;
  const within = bounds === 'inclusive' ? time >= fromDate && time <= toDate : time > fromDate && time < toDate;
  return within && request.tests.every((test) => test(record));
}

function keyOf(field: string): (version: Version) => string {
  return ({ record }) => comparable(record, field);
}

function sortedBy(versions: readonly Version[], key: (version: Version) => string): readonly Version[] {
  const keyed = versions.map((version) => ({ version, key: key(version) }));
  return keyed
    .toSorted((a, b) => (a.key === b.key ? a.version.sequence - b.version.sequence : a.key < b.key ? -1 : 1))
    .map(({ version }) => version);
}
