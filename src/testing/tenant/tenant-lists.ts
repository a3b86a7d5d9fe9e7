import { caseList, issueList } from './case-list.ts';
import { caseOf } from './case-of.ts';
import { issueOf } from './issue-of.ts';
import { agentReportList, alertList, auditList, incidentList } from './list-spec.ts';
import { createListedRecords, type ListLimits, type ListedRecords, type RecordsEndpoint } from './listed-records.ts';
import { createXsoar6Audits, type DateBounds } from './xsoar6-audits.ts';

/** The lists every tenant has. */
export interface TenantLists {
  readonly incidents: ListedRecords;
  readonly alerts: ListedRecords;
  readonly cases: ListedRecords;
  readonly issues: ListedRecords;
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
  const cases = createListedRecords(caseList, limits);
  const issues = createListedRecords({ ...issueList, rows: issueRows }, limits);
  return {
    incidents: createListedRecords(incidentList, limits, {
      put: (incident, visibility) => cases.records.put(caseOf(incident), visibility),
      remove: (id, atMs) => cases.records.remove(id, atMs),
    }),
    alerts: createListedRecords(alertList, limits, {
      put: (alert, visibility) => issues.records.put(issueOf(alert), visibility),
      remove: (id, atMs) => issues.records.remove(id, atMs),
    }),
    cases,
    issues,
    audits: createListedRecords(auditList, limits),
    agentReports: createListedRecords(agentReportList, limits),
    xsoar6Audits: createXsoar6Audits(restless, dateBounds),
  };
}
