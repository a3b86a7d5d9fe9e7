import type { JsonValue } from '../../../contract/index.ts';
import { timeMsOf } from '../../sources/vendor-time.ts';
import { type JsonObject, textOf } from '../../sources/vendor-values.ts';

/** A host with an agent, as Get Endpoint tells of it (Cortex XDR REST API); words in capitals, as it writes them. */
export interface Endpoint {
  readonly id: string;
  readonly name: string;
  /** `CONNECTED`, `DISCONNECTED`, `LOST`, `UNINSTALLED`; empty where it is not told. */
  readonly status: string;
  /** `AGENT_UNISOLATED`, `AGENT_ISOLATED`, `AGENT_PENDING_ISOLATION`, `AGENT_PENDING_ISOLATION_CANCELLATION`. */
  readonly isolation: string;
  /** `SCAN_STATUS_IN_PROGRESS`, … */
  readonly scan: string;
  /** Epoch milliseconds. */
  readonly lastSeenMs: number | undefined;
}

/** Undefined for a row without an id: there is nothing it could be named by. */
export function endpointOf(row: JsonObject): Endpoint | undefined {
  const id = textOf(row['endpoint_id']);
  if (id === undefined) return undefined;
  return {
    id,
    name: textOf(row['endpoint_name']) ?? '',
    status: word(row['endpoint_status']),
    isolation: word(row['is_isolated']),
    scan: word(row['scan_status']),
    lastSeenMs: timeMsOf(row['last_seen']),
  };
}

function word(value: JsonValue | undefined): string {
  return textOf(value)?.toUpperCase() ?? '';
}
