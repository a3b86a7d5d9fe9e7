import type { JsonObject } from '../../../src/testing/index.ts';

interface Section {
  readonly total_count: number;
  readonly data: readonly JsonObject[];
}

/** An incident with its extra data, as a test reads it; or an error. */
export interface Expanded {
  readonly incident: JsonObject;
  readonly alerts: Section;
  readonly network_artifacts: Section;
  readonly file_artifacts: Section;
  readonly err_msg?: string;
  readonly err_extra?: string;
}
