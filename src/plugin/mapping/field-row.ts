import type { AttributeValue, JsonValue } from '../../contract/index.ts';
import type { JsonType } from '../sources/known-field.ts';
import type { OcsfPlaces } from './ocsf/place.ts';

/** A vendor value as an attribute has it; undefined for what cannot be read. Never throws. */
export type Reader = (value: JsonValue | undefined) => AttributeValue | undefined;

/** A row of a source's table: a field of the vendor's record, and what becomes of it. The body always has it. */
export interface FieldRow {
  readonly field: string;
  /** JSON types that are normal. */
  readonly types: readonly JsonType[];
  /** The words that the vendor documents, of a field that holds one of them. New ones come without notice. */
  readonly values?: readonly string[];
  readonly read: Reader;
  /** What of the record itself is made of it, wholly or first of all. */
  readonly slot?: 'time' | 'severity' | 'event name';
  /** The OpenTelemetry attribute it is indexed as. */
  readonly attribute?: string;
  /** Attributes that the source makes of it on conditions, such as `host.name` of the only host; `*`: of its keys. */
  readonly also?: readonly string[];
  readonly ocsf?: OcsfPlaces;
  /** The attribute it has beside, where the Elastic Common Schema calls it otherwise, or reads it otherwise. */
  readonly ecs?: string | Readonly<Record<string, Reader>>;
}

/** What a row says beside its name; {@link FieldRow} has the meanings. */
export type FieldOptions = Partial<Omit<FieldRow, 'field'>>;
