import type { JsonObject } from '../../faults/answer.ts';

/** What was done at a tenant, named as its path ends. */
export type ActionKind =
  | 'isolate'
  | 'unisolate'
  | 'scan'
  | 'abort_scan'
  | 'file_retrieval'
  | 'run_snippet_code_script'
  | 'update_incident'
  | 'insert_jsons';

/** Status of one host in an action (Cortex XDR REST API, Get Action Status). */
export type ActionStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'CANCELLED'
  | 'PENDING_ABORT'
  | 'ABORTED'
  | 'EXPIRED'
  | 'COMPLETED_PARTIAL'
  | 'COMPLETED_SUCCESSFULLY'
  | 'FAILED'
  | 'TIMEOUT';

/** A write that the tenant has accepted, whether or not the client ever learned of it. */
export interface DoneAction {
  readonly kind: ActionKind;
  /** Its id in the Action Center, `action_id` of the reply; undefined for what happens at once. */
  readonly id: number | undefined;
  /** The hosts it is for; none for what concerns no host. */
  readonly endpointIds: readonly string[];
  /** By the tenant's clock, epoch milliseconds. */
  readonly atMs: number;
  /** The `request_data` (an array for indicators). */
  readonly request: JsonObject | readonly JsonObject[];
}

/** Whether a host has come to the end of an action. */
export function isOver(status: ActionStatus): boolean {
  return !['PENDING', 'IN_PROGRESS', 'PENDING_ABORT'].includes(status);
}

/** Whether a host has done what it was told, or part of it. */
export function hasWorked(status: ActionStatus): boolean {
  return status === 'COMPLETED_SUCCESSFULLY' || status === 'COMPLETED_PARTIAL';
}
