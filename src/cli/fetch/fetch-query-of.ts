import { ConnectorError, type FetchQuery, type JsonValue } from '../../contract/index.ts';
import { dropUndefined } from '../../shared/drop-undefined.ts';
import { utcText } from '../duration-text.ts';

/** What a person may ask. Times are epoch milliseconds. */
export interface FetchWords {
  readonly from?: number;
  readonly to?: number;
  readonly timeField?: string;
  readonly orderBy?: string;
  readonly direction: FetchQuery['direction'];
  /** Infinity: all. */
  readonly limit: number;
  readonly offset: number;
  readonly only?: Readonly<Record<string, string>>;
  readonly filters?: readonly JsonValue[];
  /** Milliseconds. */
  readonly tolerance?: number;
  readonly extraData?: boolean;
}

/** @throws ConnectorError `config` for what makes no sense for any source. */
export function fetchQueryOf(words: FetchWords): FetchQuery {
  const { direction, limit, offset, only = {}, filters = [], extraData = false } = words;
  return {
    ...periodOf(words),
    ...dropUndefined({ timeField: words.timeField, orderBy: words.orderBy }),
    ...(Number.isFinite(limit) && { limit }),
    direction,
    offset,
    selection: only,
    filters,
    details: extraData,
  };
}

function periodOf({ from, to, tolerance = 0 }: FetchWords): Pick<FetchQuery, 'fromMs' | 'toMs'> {
  if (from === undefined && tolerance > 0) throw refusal('--tolerance moves --from back: give both');
  const fromMs = from && Math.max(1, from - tolerance);
  if (fromMs !== undefined && to !== undefined && fromMs > to) {
    throw refusal(`--from (${utcText(fromMs)}) lies after --to (${utcText(to)})`);
  }
  // The API refuses a bound of 0.
  return dropUndefined({ fromMs, toMs: to === undefined ? undefined : Math.max(1, to) });
}

function refusal(message: string): ConnectorError {
  return new ConnectorError('config', message, { code: 'CFG-001' });
}
