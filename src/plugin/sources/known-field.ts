/** What a value of JSON can be, null aside. */
export type JsonType = 'text' | 'number' | 'flag' | 'list' | 'object';

/** A field that the vendor documents, or that its real answers hold. Any field may be null or missing. */
export interface KnownField {
  readonly name: string;
  /** Types that are normal; the readers of values take others as well. */
  readonly types: readonly JsonType[];
  /** Words the documents name, where they name them all. */
  readonly values?: readonly string[];
}
