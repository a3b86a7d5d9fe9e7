import type { JsonObject } from '../faults/answer.ts';
import type { DoneAction } from './actions/action.ts';
import { createActionCenter } from './actions/action-center.ts';
import { actionStatusPath, createActionStatus } from './actions/action-status.ts';
import { createHostReactions, type HostReactions } from './actions/host-reactions.ts';
import { createIsolation, isolatePath, unisolatePath } from './actions/isolation.ts';
import { abortScanPath, createScan, scanPath } from './actions/scan.ts';
import { alertCapturesPath, createAlertCaptures, type CapturesReply } from './alerts/alert-captures.ts';
import { createCaptures, type Captures } from './alerts/captures.ts';
import type { Endpoint } from './endpoint.ts';
import { createHostIndex, hostIndexPath } from './hosts/host-index.ts';
import { hostList } from './hosts/host-list.ts';
import { createTenantUsers, type TenantUsers } from './incidents/tenant-users.ts';
import { createUpdateIncident, updateIncidentPath } from './incidents/update-incident.ts';
import { createIndicators, insertIndicatorsPath } from './indicators/insert-indicators.ts';
import { createListedRecords, type ListLimits } from './listed-records.ts';
import type { RecordList } from './record-list.ts';
import type { TenantLists } from './tenant-lists.ts';
import { createQueryQuota, queryQuotaPath } from './xql/query-quota.ts';
import { createQueryResults, queryResultsPath, type XqlLimitHabit } from './xql/query-results.ts';
import { createQueryStream, queryStreamPath } from './xql/query-stream.ts';
import { createStartQuery, startQueryPath } from './xql/start-query.ts';
import { createTenantXql, type TenantXql } from './xql/tenant-xql.ts';

/** What a tenant has for those who act on it: hosts, and what is done to them. */
export interface OperatorModel {
  /** Endpoints of Cortex XDR, by `endpoint_id`; several may have one name. Actions change them as time passes. */
  readonly hosts: RecordList;
  /** Every write the tenant has accepted, oldest first; what was refused is not among them. */
  readonly actions: readonly DoneAction[];
  /** How hosts take actions. */
  readonly reactions: HostReactions;
  /** Who can be assigned to incidents; `admin@example.com` always can. */
  readonly users: TenantUsers;
  /** Indicators that have been inserted, by what they indicate. */
  readonly indicators: ReadonlyMap<string, JsonObject>;
  /** Packets of alerts of the source `PAN NGFW`. */
  readonly captures: Captures;
  /** What becomes of XQL queries. */
  readonly xql: TenantXql;
}

export interface OperatorHabits {
  readonly limits: ListLimits;
  readonly capturesReply: CapturesReply;
  readonly xqlLimit: XqlLimitHabit;
}

/** An {@link OperatorModel} and the endpoints it answers at, by path. */
export interface OperatorSide {
  readonly model: OperatorModel;
  readonly endpoints: readonly (readonly [string, Endpoint])[];
}

export function createOperatorSide(
  { incidents, alerts }: Pick<TenantLists, 'incidents' | 'alerts'>,
  { limits, capturesReply, xqlLimit }: OperatorHabits,
): OperatorSide {
  const listed = createListedRecords(hostList, limits);
  const reactions = createHostReactions();
  const center = createActionCenter(listed.records, reactions);
  const users = createTenantUsers();
  const indicators = createIndicators(center);
  const captures = createCaptures();
  const xql = createTenantXql();
  const hosts: RecordList = {
    ...listed.records,
    settle: (nowMs) => center.settle(nowMs),
    visible: (nowMs) => {
      center.settle(nowMs);
      return listed.records.visible(nowMs);
    },
  };
  const settled: Endpoint = {
    answer: (call) => {
      center.settle(call.nowMs);
      return listed.answer(call);
    },
  };
  return {
    model: { hosts, actions: center.done, reactions, users, indicators: indicators.list, captures, xql },
    endpoints: [
      [hostList.path, settled],
      [hostIndexPath, createHostIndex(hosts)],
      [isolatePath, createIsolation('isolate', listed, center)],
      [unisolatePath, createIsolation('unisolate', listed, center)],
      [scanPath, createScan('scan', listed, center)],
      [abortScanPath, createScan('abort_scan', listed, center)],
      [actionStatusPath, createActionStatus(center)],
      [updateIncidentPath, createUpdateIncident(incidents.records, users, center)],
      [insertIndicatorsPath, indicators.endpoint],
      [alertCapturesPath, createAlertCaptures(alerts, captures, capturesReply)],
      [startQueryPath, createStartQuery(xql)],
      [queryResultsPath, createQueryResults(xql, xqlLimit)],
      [queryStreamPath, createQueryStream(xql)],
      [queryQuotaPath, createQueryQuota(xql)],
    ],
  };
}
