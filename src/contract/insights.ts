/** What a source has noticed about what it collects, for an operator to look at. Samples are masked. */
export interface Insights {
  /** How what the vendor sends differs from what the plugin knows, oldest first. */
  readonly drift: readonly DriftFinding[];
  /** Periods whose records were counted against what the API reports, newest first. */
  readonly periods: readonly CheckedPeriod[];
}

export interface DriftFinding {
  /** `new-value`: a word of a field whose words are known. `gone-field`: it was there in every record, and is no more. */
  readonly kind: 'new-field' | 'gone-field' | 'new-type' | 'new-value';
  /** Vendor field, dotted. */
  readonly field: string;
  /** The type or the value that is new; undefined for a field that is gone. */
  readonly what?: string;
  /** Shape of a value, nothing of its content: `aaaa-99`. */
  readonly sample?: string;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  /** Records it was seen in. */
  readonly records: number;
}

export interface CheckedPeriod {
  /** Epoch milliseconds, both ends included. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Records delivered from it. */
  readonly delivered: number;
  /** What the API reported when it was last asked; undefined: not asked yet. */
  readonly reported?: number;
  /** `certified`: the two agreed on the last check there is. */
  readonly state: 'waiting' | 'agrees' | 'certified' | 'mismatch';
  readonly checkedMs?: number;
  readonly nextCheckMs?: number;
}
