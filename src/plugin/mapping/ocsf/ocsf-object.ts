import type { JsonValue } from '../../../contract/index.ts';

/** An object of OCSF in the making. Its keys are those of the schema, never the vendor's. */
export type OcsfObject = Record<string, JsonValue>;
