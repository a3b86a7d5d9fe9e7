import type { JsonValue } from '../../../contract/index.ts';

/** A vendor value as OCSF has it; undefined for what does not fit. Never throws. */
export type OcsfReader = (value: JsonValue) => JsonValue | undefined;

/**
 * Where a field stands in an OCSF event. A path (`finding_info.uid`; `[]` after a name is a list of one object) takes
 * what the attribute takes; paths with readers say how each of them has it. One that ends in `?` is taken where no other
 * field stands. A path that is filled is left alone, lists are joined. What stands nowhere goes into `unmapped`.
 */
export type OcsfPlaces = string | Readonly<Record<string, OcsfReader>>;
