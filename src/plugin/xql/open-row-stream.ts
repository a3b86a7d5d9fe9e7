import type { JsonValue } from '../../contract/index.ts';
import type { StreamApi, StreamedAnswer } from '../cortex/create-stream-api.ts';

const path = '/public_api/v1/xql/get_query_results_stream';

export interface RowStream {
  readonly streamId: string;
  /** Asks for a gzip file of the rows. */
  readonly gzip: boolean;
}

/** Begins to read the rows of a query: lines of JSON in no envelope (Cortex XDR REST API, Get XQL Query Results Stream). */
export async function openRowStream(
  stream: StreamApi,
  { streamId, gzip }: RowStream,
  signal: AbortSignal,
): Promise<StreamedAnswer> {
  const request: JsonValue = { stream_id: streamId, is_gzip_compressed: gzip };
  return stream.post(path, { request_data: request }, signal);
}
