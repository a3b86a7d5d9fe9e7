import type { JsonValue } from '../contract/index.ts';
import type { Answer } from './faults/answer.ts';
import { createCaseArtifacts } from './tenant/case-artifacts.ts';
import { caseList, issueList } from './tenant/case-list.ts';
import type { Endpoint } from './tenant/endpoint.ts';
import { unknownPath } from './tenant/error-answers.ts';
import { createExtraDataList, type ExtraDataList, type HeldExtraData } from './tenant/extra-data.ts';
import { speaks, type Generation } from './tenant/generation.ts';
import { createIncidentExtraData, extraDataPath } from './tenant/incident-extra-data.ts';
import {
  createIncidentsExtraData,
  multipleExtraDataPath,
  type MultipleExtraDataReply,
} from './tenant/incidents-extra-data.ts';
import { agentReportList, alertList, alertListV1, auditList, incidentList, type ListSpec } from './tenant/list-spec.ts';
import { createListedRecords, type ListLimits, type RecordsEndpoint } from './tenant/listed-records.ts';
import type { OperatorModel } from './tenant/operator-model.ts';
import { createOperatorSide, type OperatorHabits } from './tenant/operator-side.ts';
import type { RecordList } from './tenant/record-list.ts';
import { caseArtifactsPath, routeOf } from './tenant/route-of.ts';
import { createTenantLists, type TenantLists } from './tenant/tenant-lists.ts';
import type { TieOrder } from './tenant/tie-order.ts';
import { xsoar6AuditPath, type DateBounds } from './tenant/xsoar6-audits.ts';

export interface TenantModelOptions extends OperatorHabits {
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
  /** Name of the rows of issue/search. Default `issues`, as documented; clients in the field read `DATA`. */
  readonly issueRows?: 'issues' | 'DATA';
  /** The API the tenant speaks to begin with. Default `incidents`. */
  readonly generation?: Generation;
  /** Lists beside those a {@link TenantModel} has by itself. */
  readonly lists?: readonly ListSpec[];
}

/**
 * A Cortex tenant as a value, without HTTP: what it holds, and what it answers at a given moment. Filters, sorting,
 * paging, caps and refusals are those of the real API, as far as they are known; see {@link ListSpec}.
 */
export interface TenantModel extends OperatorModel {
  /** Cortex XDR incidents; `modification_time` is the cursor. */
  readonly incidents: RecordList;
  /** Cortex XDR alerts; `local_insert_ts` is the cursor, and nothing sorts by it. The v1 list has them in its own shape. */
  readonly alerts: RecordList;
  /**
   * Cases of a tenant on the newer API: every incident is one as well, see `caseOf`. `case/search` neither filters
   * nor sorts by `modification_time`.
   */
  readonly cases: RecordList;
  /** Issues of a tenant on the newer API: every alert is one as well, see `issueOf`. */
  readonly issues: RecordList;
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
  /** Moves the tenant to another API: what the new one does not have is an unknown path from now on. */
  setGeneration(generation: Generation): void;
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
  const limits = listLimits(options);
  const restless: ListLimits = { ...limits, ties: options.ties ?? 'restless' };
  const { dateBounds = 'exclusive', issueRows = 'issues' } = options;
  const own = createTenantLists({ limits, restless, dateBounds, issueRows });
  const lists = new Map<string, RecordsEndpoint>([
    [incidentList.path, own.incidents],
    [alertList.path, own.alerts],
    [alertListV1.path, own.alertsV1],
    [caseList.path, own.cases],
    [issueList.path, own.issues],
    [auditList.path, own.audits],
    [agentReportList.path, own.agentReports],
    [xsoar6AuditPath, own.xsoar6Audits],
    ...(options.lists ?? []).map((spec) => [spec.path, createListedRecords(spec, limits)] as const),
  ]);
  const extraData = createExtraDataList(own.expandingAlerts);
  const operator = createOperatorSide(own, limits, options);
  const endpoints = new Map<string, Endpoint>([
    ...lists,
    ...expansions(own, extraData, options),
    ...operator.endpoints,
  ]);
  let generation = options.generation ?? 'incidents';
  const at = (path: string) => (speaks(generation, routeOf(path)) ? endpoints.get(routeOf(path)) : undefined);

  return {
    ...operator.model,
    incidents: own.incidents.records,
    alerts: own.alerts.records,
    get cases() {
      return own.cases.records;
    },
    get issues() {
      return own.issues.records;
    },
    audits: own.audits.records,
    agentReports: own.agentReports.records,
    xsoar6Audits: own.xsoar6Audits.records,
    extraData,
    list: (path) => {
      const found = lists.get(routeOf(path));
      if (!found) throw new RangeError(`there is no list at ${path}`);
      return found.records;
    },
    setGeneration: (next) => {
      generation = next;
    },
    serves: (path) => at(path) !== undefined,
    answer: (path, body, nowMs) => at(path)?.answer({ path, body, nowMs }) ?? unknownPath(),
  };
}

function listLimits(options: TenantModelOptions): ListLimits {
  return {
    seed: options.seed ?? 1,
    ties: options.ties ?? 'arbitrary',
    countCap: options.countCap ?? 9_999,
    offsetCeiling: options.offsetCeiling ?? 10_000,
  };
}

/** The endpoints that expand what the lists hold. */
function expansions(
  { incidents, cases }: TenantLists,
  extraData: HeldExtraData,
  { multipleExtraData = 'counted', seed = 1 }: TenantModelOptions,
): readonly (readonly [string, Endpoint])[] {
  const always = [
    [extraDataPath, createIncidentExtraData(incidents.records, extraData)],
    [caseArtifactsPath, createCaseArtifacts(cases, incidents.records, extraData)],
  ] as const;
  if (multipleExtraData === 'absent') return always;
  const multiple = createIncidentsExtraData(incidents, extraData, { reply: multipleExtraData, seed });
  return [...always, [multipleExtraDataPath, multiple]];
}
