import type { ConnectorStatus, StatusReport } from '../status/status-report.ts';
import { connectorReadiness } from '../web/readiness.ts';
import type { Topic } from './notice.ts';

const dayMs = 86_400_000;
/** So long before records are deleted at the source, or a key ends, a person is told. */
const retentionWarningMs = 30 * dayMs;
const expiryWarningMs = 14 * dayMs;

/** What is known of a connector beside its status. */
export interface OutsideFacts {
  /** How long the source keeps records, milliseconds; undefined: for good, or nobody knows. */
  readonly retentionMs: number | undefined;
  /** The first thing to end of those the connection rests on, as the last test found it. */
  readonly expires: { readonly what: string; readonly atMs: number } | undefined;
}

export interface Raised {
  readonly message: string;
  readonly code: string | undefined;
  readonly remedy: string | undefined;
}

/** Pure: which topics stand for a connector now, and why. */
export function judgeTopics(
  connector: ConnectorStatus,
  { at, host }: Pick<StatusReport, 'at' | 'host'>,
  facts: OutsideFacts,
): ReadonlyMap<Topic, Raised> {
  const nowMs = Date.parse(at);
  const found = new Map<Topic, Raised>();
  if (connectorReadiness(connector, { at, hostStartedAt: host.startedAt }) === 500)
    found.set('action', action(connector));
  const { expires, retentionMs } = facts;
  if (expires && expires.atMs - nowMs < expiryWarningMs) found.set('expiry', expiry(expires, nowMs));
  const unreadMs = oldestUnreadMs(connector, nowMs);
  if (retentionMs !== undefined && unreadMs !== undefined && nowMs - unreadMs > retentionMs - retentionWarningMs) {
    found.set('retention', retention(unreadMs, retentionMs));
  }
  return found;
}

/** Whether the topic is known to be over, or merely not seen at the moment: a paused connector has not recovered. */
export function isOver(topic: Topic, { status }: ConnectorStatus): boolean {
  return topic !== 'action' || status === 'Active' || status === 'Active (catching up)';
}

function action({ status, reason, error }: ConnectorStatus): Raised {
  const long = status === 'Action required' ? '' : ' It has been so for 15 minutes.';
  return { message: `${status}: ${error?.message ?? reason}.${long}`, code: error?.code, remedy: error?.remedy };
}

function expiry({ what, atMs }: NonNullable<OutsideFacts['expires']>, nowMs: number): Raised {
  const day = new Date(atMs).toISOString().slice(0, 10);
  const days = Math.floor((atMs - nowMs) / dayMs);
  const when = days < 0 ? `has expired on ${day}` : `expires in ${days === 1 ? '1 day' : `${days} days`}, on ${day}`;
  return {
    message: `${what} ${when}.`,
    code: undefined,
    remedy: 'Put a new one in its place: nothing is lost meanwhile.',
  };
}

function retention(unreadMs: number, retentionMs: number): Raised {
  const day = new Date(unreadMs).toISOString().slice(0, 10);
  return {
    message: `Records since ${day} are not read yet, and the source deletes them after ${Math.round(retentionMs / dayMs)} days.`,
    code: undefined,
    remedy: 'Mend what holds the connector up; until then what it has not read is lost day by day.',
  };
}

/**
 * The oldest time of which records may be unread: of the live tail its newest delivered, while it is behind. History that
 * is being read is not held against it: it is read oldest first, and is there within hours.
 */
function oldestUnreadMs({ lagMs, lastEventAt, history, error }: ConnectorStatus, nowMs: number): number | undefined {
  if (history && error && history.from !== null) return Date.parse(history.from);
  if (lagMs === null || lagMs === 0 || lastEventAt === null) return undefined;
  return Math.min(nowMs, Date.parse(lastEventAt));
}
