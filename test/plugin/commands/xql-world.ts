import type { JsonObject } from '../../../src/testing/index.ts';

export const startPath = '/public_api/v1/xql/start_xql_query';
export const resultsPath = '/public_api/v1/xql/get_query_results';
export const streamPath = '/public_api/v1/xql/get_query_results_stream';
export const quotaPath = '/public_api/v1/xql/get_quota';

export const query = 'dataset = xdr_data | fields event_id';
/** The hour the rows of these tests lie in. */
export const hour = { start_time: '2026-03-02 07:00', end_time: '2026-03-02 08:00' };

/** Rows one second apart from the beginning of that hour on. */
export function rows(count: number): readonly JsonObject[] {
  const fromMs = Date.UTC(2026, 2, 2, 7);
  return Array.from({ length: count }, (_, index) => ({
    event_id: `e${index}`,
    _time: fromMs + (index % 3600) * 1000,
  }));
}
