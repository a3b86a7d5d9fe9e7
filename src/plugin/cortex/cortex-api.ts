import type { JsonValue } from '../../contract/index.ts';

/** One tenant's REST API, with one key. Knows signing, limits and errors; knows no stream. */
export interface CortexApi {
  /** Scheme, host and port; no path. */
  readonly origin: string;
  /**
   * One classified call of something that only reads, see `readPaths`. Waits for the tenant's request budget, signs afresh, and reads at most 16 MiB.
   * Integers above 2^53 arrive as decimal strings.
   * @throws ConnectorError; code `API-SIZE` when the answer is larger than that.
   */
  post(path: string, body: JsonValue, signal: AbortSignal): Promise<ApiAnswer>;
}

export interface ApiAnswer {
  readonly body: JsonValue;
  /** The answer's `Date` header, epoch milliseconds. */
  readonly dateMs: number | undefined;
}
