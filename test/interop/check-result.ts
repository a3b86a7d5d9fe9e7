/** What a check has found. */
export interface CheckResult {
  readonly name: string;
  /** Said where there are no problems. */
  readonly summary: string;
  /** Empty when the check passed. */
  readonly problems: readonly string[];
}
