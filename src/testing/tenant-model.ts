import type { JsonValue } from '../contract/index.ts';
import type { Answer } from './faults/answer.ts';
import { unknownPath } from './tenant/error-answers.ts';
import { agentReportList, alertList, auditList, incidentList, type ListSpec } from './tenant/list-spec.ts';
import { createListedRecords, type ListLimits, type ListedRecords } from './tenant/listed-records.ts';
import type { RecordList } from './tenant/record-list.ts';
import type { TieOrder } from './tenant/tie-order.ts';
import { createXsoar6Audits, xsoar6AuditPath, type DateBounds } from './tenant/xsoar6-audits.ts';

export interface TenantModelOptions {
  /** Decides the order of ties. Default 1. */
  readonly seed?: number;
  /** Default: `arbitrary`, and `restless` for XSOAR 6. */
  readonly ties?: TieOrder;
  /** Highest count an answer claims. Default 9,999, as documented for alerts and seen on every list. */
  readonly countCap?: number;
  /** Rows at and beyond this offset are not given. Default 10,000. */
  readonly offsetCeiling?: number;
  /** Of XSOAR 6. Default `exclusive`: the harder one. */
  readonly dateBounds?: DateBounds;
  /** Lists beside those a {@link TenantModel} has by itself. */
  readonly lists?: readonly ListSpec[];
}

/**
 * A Cortex tenant as a value, without HTTP: what it holds, and what it answers at a given moment. Filters, sorting,
 * paging, caps and refusals are those of the real API, as far as they are known; see {@link ListSpec}.
 */
export interface TenantModel {
  /** Cortex XDR incidents; `modification_time` is the cursor. */
  readonly incidents: RecordList;
  /** Cortex XDR alerts; `local_insert_ts` is the cursor, and nothing sorts by it. */
  readonly alerts: RecordList;
  /** Management audit entries of XDR, XSIAM and XSOAR 8; `AUDIT_INSERT_TIME` is the cursor. */
  readonly audits: RecordList;
  /** Audit reports of agents, which have no id; `TIMESTAMP`, with fractions of a millisecond, is the cursor. */
  readonly agentReports: RecordList;
  /** Audit entries of XSOAR 6; `modified` (RFC 3339 with nanoseconds) is the cursor. */
  readonly xsoar6Audits: RecordList;
  /** Records of the list at a path. @throws RangeError when there is no such list. */
  list(path: string): RecordList;
  /** True when there is a list at this path. */
  serves(path: string): boolean;
  /**
   * What a POST with this body is answered at `nowMs`, epoch milliseconds. Time only goes forward: what has been shown
   * stays shown. Never throws; a path that is no list answers as an unknown path does (500, text).
   */
  answer(path: string, body: JsonValue, nowMs: number): Answer;
}

/** Makes an empty tenant. */
export function createTenantModel(options: TenantModelOptions = {}): TenantModel {
  const limits: ListLimits = {
    seed: options.seed ?? 1,
    ties: options.ties ?? 'arbitrary',
    countCap: options.countCap ?? 9_999,
    offsetCeiling: options.offsetCeiling ?? 10_000,
  };
  const incidents = createListedRecords(incidentList, limits);
  const alerts = createListedRecords(alertList, limits);
  const audits = createListedRecords(auditList, limits);
  const agentReports = createListedRecords(agentReportList, limits);
  const restless: ListLimits = { ...limits, ties: options.ties ?? 'restless' };
  const xsoar6Audits = createXsoar6Audits(restless, options.dateBounds ?? 'exclusive');
  const lists = new Map<string, ListedRecords>([
    [incidentList.path, incidents],
    [alertList.path, alerts],
    [auditList.path, audits],
    [agentReportList.path, agentReports],
    [xsoar6AuditPath, xsoar6Audits],
    ...(options.lists ?? []).map((spec) => [spec.path, createListedRecords(spec, limits)] as const),
  ]);
  const at = (path: string) => lists.get(path.replace(/\/$/, ''));

  return {
    incidents: incidents.records,
    alerts: alerts.records,
    audits: audits.records,
    agentReports: agentReports.records,
    xsoar6Audits: xsoar6Audits.records,
    list: (path) => {
      const found = at(path);
      if (!found) throw new RangeError(`there is no list at ${path}`);
      return found.records;
    },
    serves: (path) => at(path) !== undefined,
    answer: (path, body, nowMs) => {
      const found = at(path);
      if (!found) return unknownPath();
      found.records.settle(nowMs);
      return found.answer(body);
    },
  };
}
