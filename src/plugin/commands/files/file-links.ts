import type { JsonValue } from '../../../contract/index.ts';

/** Where the files of an action are. */
export interface FileLinks {
  /** Empty: there is none, or none yet. A link is given once: who asks again gets a new one. @throws ConnectorError */
  of(endpointId: string, signal: AbortSignal): Promise<string>;
  /** What the API answered, without what leads to a file by itself. */
  answers(): readonly JsonValue[];
}
