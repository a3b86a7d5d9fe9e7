import { ConnectorError, type JsonValue } from '../../contract/index.ts';
import type { ApiAnswer, CortexApi } from '../cortex/cortex-api.ts';
import type { Feed, Page, PageQuery, Row } from '../paging/feed.ts';
import { isWithin } from './is-within.ts';
import { contentHash, recordUid } from './record-uid.ts';
import { hrTimeOfRfc3339, msOfHrTime } from './vendor-time.ts';
import { numberOf, objectOf, textOf } from './vendor-values.ts';

const path = '/settings/audits';
/** Most rows of one answer (Cortex XSOAR 6 API, GenericStringDateFilter; a size of 0 gives none at all). */
const maxLimit = 1000;
/** No bound is documented: the one of the other lists. */
const offsetCeiling = 9_900;

/**
 * The audit trail of an XSOAR 6 server, by `modified`, which has nanoseconds while our times have milliseconds: a
 * window is asked for 1 ms wider on both sides, and what lies outside it is left out here.
 */
export function xsoar6AuditFeed(api: CortexApi, source: string, tenant: string): Feed<JsonValue> {
  const identityOf = xsoar6AuditIdentity();
  return {
    maxLimit,
    offsetCeiling,
    countSlackMs: 1,
    async page(query, signal) {
      const answer = await api.post(path, request(query), signal);
      return readPage(query, answer, (item) => recordUid(source, tenant, identityOf(item)));
    },
    split: () => undefined,
  };
}

/** One state of one entry. */
function xsoar6AuditIdentity(): (item: JsonValue) => string {
  const contentOf = contentHash();
  return (item) => {
    const audit = objectOf(item);
    const [id, version] = [textOf(audit?.['id']), textOf(audit?.['version'])];
    return id === undefined || version === undefined ? contentOf(item) : `${id}\n${version}`;
  };
}

function request(query: PageQuery): JsonValue {
  const { fromMs = 0, toMs = 0 } = query;
  return {
    ...(fromMs > 0 && { fromDate: new Date(fromMs - 1).toISOString() }),
    ...(toMs > 0 && { toDate: new Date(toMs + 1).toISOString() }),
    page: Math.floor(query.offset / query.limit),
    size: query.limit,
    sort: [{ field: 'modified', asc: query.order === 'oldest-first' }],
  };
}

function readPage(query: PageQuery, answer: ApiAnswer, uid: (item: JsonValue) => string): Page<JsonValue> {
  const reply = objectOf(answer.body);
  const audits = reply?.['audits'];
  const items = Array.isArray(audits) ? (audits as readonly JsonValue[]) : [];
  if (!reply || (items !== audits && audits !== null && numberOf(reply['total']) !== 0)) throw notUnderstood();
  // Pages begin at multiples of their size: an offset between two of them skips the head of its page.
  const reached = items.slice(query.offset % query.limit);
  return {
    rows: reached.map((item) => rowOf(item, uid)).filter((row) => isWithin(query, row)),
    taken: reached.length,
    full: items.length >= query.limit,
    claimed: numberOf(reply['total']),
    restrictedIds: [],
    nowMs: answer.dateMs,
  };
}

function rowOf(item: JsonValue, uid: (item: JsonValue) => string): Row<JsonValue> {
  const modified = hrTimeOfRfc3339(textOf(objectOf(item)?.['modified']) ?? '');
  return { item, timeMs: modified && msOfHrTime(modified), uid: uid(item) };
}

function notUnderstood(): ConnectorError {
  return new ConnectorError('protocol', `The answer of ${path} is not understood: it holds no list of audits.`, {
    code: 'API-BODY',
    remedy: 'Check that the address is that of an XSOAR 6 server; an XSOAR 8 tenant needs the key ID, too.',
  });
}
