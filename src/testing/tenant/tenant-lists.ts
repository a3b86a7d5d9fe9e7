import { alertWithEvents } from './alert-with-events.ts';
import { caseList, issueList } from './case-list.ts';
import { caseOf } from './case-of.ts';
import { issueOf } from './issue-of.ts';
import { agentReportList, alertList, alertListV1, auditList, incidentList } from './list-spec.ts';
import { createListedRecords, type ListLimits, type ListedRecords, type RecordsEndpoint } from './listed-records.ts';
import { onDemand } from './on-demand.ts';
import type { Mirror } from './record-list.ts';
import { createXsoar6Audits, type DateBounds } from './xsoar6-audits.ts';

/** The lists every tenant has. */
export interface TenantLists {
  readonly incidents: ListedRecords;
  readonly alerts: ListedRecords;
  /** The same alerts in their first shape. */
  readonly alertsV1: ListedRecords;
  readonly cases: ListedRecords;
  readonly issues: ListedRecords;
  /** Where alerts go that are in no list, only in the extra data of an incident: they are issues, too. */
  readonly expandingAlerts: Mirror;
  readonly audits: ListedRecords;
  readonly agentReports: ListedRecords;
  readonly xsoar6Audits: RecordsEndpoint;
}

/** What the lists of one tenant have of their own. */
export interface ListHabits {
  readonly limits: ListLimits;
  /** Those of XSOAR 6. */
  readonly restless: ListLimits;
  readonly dateBounds: DateBounds;
  /** Name of the rows of issue/search. */
  readonly issueRows: string;
}

/** Makes them, empty. Incidents are cases as well, and alerts issues: which of both is served is the model's decision. */
export function createTenantLists({ limits, restless, dateBounds, issueRows }: ListHabits): TenantLists {
  const cases = onDemand(createListedRecords(caseList, limits), caseOf);
  const alertsV1 = onDemand(createListedRecords(alertListV1, limits), alertWithEvents);
  const issues = onDemand(createListedRecords({ ...issueList, rows: issueRows }, limits), issueOf);
  const alerts = createListedRecords(alertList, limits, {
    put: (alert, visibility) => {
      issues.mirror.put(alert, visibility);
      alertsV1.mirror.put(alert, visibility);
    },
    remove: (id, atMs) => {
      issues.mirror.remove(id, atMs);
      alertsV1.mirror.remove(id, atMs);
    },
  });
  return {
    incidents: createListedRecords(incidentList, limits, cases.mirror),
    alerts,
    alertsV1: alertsV1.list,
    cases: cases.list,
    issues: issues.list,
    expandingAlerts: issues.mirror,
    audits: createListedRecords(auditList, limits),
    agentReports: createListedRecords(agentReportList, limits),
    xsoar6Audits: createXsoar6Audits(restless, dateBounds),
  };
}
