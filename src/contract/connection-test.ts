/** One stage of a connection test, in the order they are run. */
export interface TestStage {
  /** Such as `configuration`, `dns`, `connect`, `tls`, `clock`, `authentication`, `permission`, `mapping`. */
  readonly stage: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** How long it took, milliseconds. */
  readonly ms: number;
  /** What was found: "TLS 1.3, issued by …, 61 days left". */
  readonly message: string;
  /** Catalogue code of a failure, such as `AUTH-301`. */
  readonly code?: string;
  /** What to do about a failure or a warning. */
  readonly remedy?: string;
  /** Something the connection rests on that will end, such as "The API key"; `at` is RFC 3339. A host may warn in time. */
  readonly expires?: { readonly what: string; readonly at: string };
}
