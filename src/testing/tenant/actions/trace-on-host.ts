import type { JsonObject } from '../../faults/answer.ts';
import { hasWorked, type ActionKind, type ActionStatus } from './action.ts';

/** What an action leaves in the record of a host that has come to this status; undefined when nothing. */
export function traceOnHost(kind: ActionKind, status: ActionStatus, sinceMs: number): JsonObject | undefined {
  if (kind === 'isolate') return isolationTrace(status, sinceMs);
  if (kind === 'unisolate') return releaseTrace(status);
  return kind === 'scan' ? { scan_status: `SCAN_STATUS_${scanWords[status]}` } : undefined;
}

function isolationTrace(status: ActionStatus, sinceMs: number): JsonObject {
  if (status === 'PENDING' || status === 'IN_PROGRESS') return { is_isolated: 'AGENT_PENDING_ISOLATION' };
  if (hasWorked(status)) return { is_isolated: 'AGENT_ISOLATED', isolated_date: sinceMs };
  return { is_isolated: 'AGENT_UNISOLATED', isolated_date: null };
}

function releaseTrace(status: ActionStatus): JsonObject {
  if (status === 'PENDING' || status === 'IN_PROGRESS') return { is_isolated: 'AGENT_PENDING_ISOLATION_CANCELLATION' };
  return hasWorked(status)
    ? { is_isolated: 'AGENT_UNISOLATED', isolated_date: null }
    : { is_isolated: 'AGENT_ISOLATED' };
}

/** Words of `scan_status`; which one an expired scan leaves is assumed. */
const scanWords: Readonly<Record<ActionStatus, string>> = {
  PENDING: 'PENDING',
  IN_PROGRESS: 'IN_PROGRESS',
  CANCELLED: 'CANCELED',
  PENDING_ABORT: 'PENDING_CANCELLATION',
  ABORTED: 'ABORTED',
  EXPIRED: 'ERROR',
  COMPLETED_PARTIAL: 'SUCCESS',
  COMPLETED_SUCCESSFULLY: 'SUCCESS',
  FAILED: 'ERROR',
  TIMEOUT: 'ERROR',
};
