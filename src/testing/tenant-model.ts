import type { JsonValue } from '../contract/index.ts';
import type { Answer } from './faults/answer.ts';
import type { Endpoint } from './tenant/endpoint.ts';
import { unknownPath } from './tenant/error-answers.ts';
import { createExtraDataList, type ExtraDataList } from './tenant/extra-data.ts';
import { createIncidentExtraData, extraDataPath } from './tenant/incident-extra-data.ts';
import {
  createIncidentsExtraData,
  multipleExtraDataPath,
  type MultipleExtraDataReply,
} from './tenant/incidents-extra-data.ts';
import { agentReportList, alertList, auditList, incidentList, type ListSpec } from './tenant/list-spec.ts';
import { createListedRecords, type ListLimits, type RecordsEndpoint } from './tenant/listed-records.ts';
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
  /** How extra data of several incidents is offered. Default `counted`; `absent`: the path is unknown. */
  readonly multipleExtraData?: MultipleExtraDataReply | 'absent';
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
  /** Alerts and artifacts of incidents, by incident id: what Get Extra Incident Data gives. */
  readonly extraData: ExtraDataList;
  /** Records of the list at a path. @throws RangeError when there is no such list. */
  list(path: string): RecordList;
  /** True when this path is answered. */
  serves(path: string): boolean;
  /**
   * What a POST with this body is answered at `nowMs`, epoch milliseconds. Time only goes forward: what has been shown
   * stays shown. Never throws; a path that is not served answers as an unknown one does (500, text).
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
  const lists = new Map<string, RecordsEndpoint>([
    [incidentList.path, incidents],
    [alertList.path, alerts],
    [auditList.path, audits],
    [agentReportList.path, agentReports],
    [xsoar6AuditPath, xsoar6Audits],
    ...(options.lists ?? []).map((spec) => [spec.path, createListedRecords(spec, limits)] as const),
  ]);
  const extraData = createExtraDataList();
  const multiple = options.multipleExtraData ?? 'counted';
  const endpoints = new Map<string, Endpoint>([
    ...lists,
    [extraDataPath, createIncidentExtraData(incidents.records, extraData)],
  ]);
  if (multiple !== 'absent') {
    const reply = { reply: multiple, seed: limits.seed };
    endpoints.set(multipleExtraDataPath, createIncidentsExtraData(incidents, extraData, reply));
  }

  return {
    incidents: incidents.records,
    alerts: alerts.records,
    audits: audits.records,
    agentReports: agentReports.records,
    xsoar6Audits: xsoar6Audits.records,
    extraData,
    list: (path) => {
      const found = lists.get(trimmed(path));
      if (!found) throw new RangeError(`there is no list at ${path}`);
      return found.records;
    },
    serves: (path) => endpoints.has(trimmed(path)),
    answer: (path, body, nowMs) => endpoints.get(trimmed(path))?.answer({ path, body, nowMs }) ?? unknownPath(),
  };
}

/** Clients of the vendor send paths with a slash at the end, too. */
function trimmed(path: string): string {
  return path.replace(/\/$/, '');
}
