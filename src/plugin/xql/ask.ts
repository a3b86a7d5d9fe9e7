import type { JsonValue } from '../../contract/index.ts';

/** One question to the API: the body of its answer. @throws ConnectorError */
export type Ask = (path: string, body: JsonValue, signal: AbortSignal) => Promise<JsonValue>;
