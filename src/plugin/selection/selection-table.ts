/**
 * What a source can be narrowed to, by the name of the setting. A table and no code: the settings, the form, the filters
 * sent to the API and the check of what was read all follow from it.
 */
export type SelectionTable = Readonly<Record<string, SelectionField>>;

/** A field of the item, and the words it may be narrowed to. */
export interface SelectionField {
  readonly title: string;
  readonly description: string;
  readonly examples?: readonly string[];
  /** The item's field. Words are compared with it in any case; a list matches by any of its values. */
  readonly key: string;
  /** A field whose value, where it has one, takes the place of that of `key`. */
  readonly overriddenBy?: string;
  /**
   * `open`: the vendor adds words without notice, so that any is taken. `closed`: these and no others. `yes or no`: a
   * claim, and no words.
   */
  readonly set: 'open' | 'closed' | 'yes or no';
  /** Words that are known, in the spelling of the records. */
  readonly known: readonly string[];
  /** Known words that stand for every value that begins with them. */
  readonly beginnings?: readonly string[];
  /** How the API is asked. Absent: it cannot be, or its answer cannot be trusted; rows are left out after reading. */
  readonly ask?: Ask;
}

export interface Ask {
  /** Name of the filter. */
  readonly filter: string;
  /**
   * `known`: only while all words chosen are known ones, for the server may compare in exact case, and how another is
   * spelled nobody can tell. `any`: what people copy from the console as it is written there.
   */
  readonly words: 'known' | 'any';
  /** In which case the server compares is not known: a word is sent in each that it may have. */
  readonly inEachCase?: true;
  /** Sent for a single word, where `in` is in use but in no document. */
  readonly single?: 'eq';
}

/** What was chosen: words by the name of the setting; a claim is `yes` or `no`. A setting that is absent narrows nothing. */
export type Selection = Readonly<Record<string, readonly string[]>>;
