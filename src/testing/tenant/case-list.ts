import type { FilterSpec, ListSpec } from './list-spec.ts';

const time = (field: string): FilterSpec => ({ field, kind: 'time', operators: ['gte', 'lte'] });
const words = (field: string): FilterSpec => ({ field, kind: 'text', operators: ['in'] });
const numbers = (field: string): FilterSpec => ({ field, kind: 'number', operators: ['in'] });

/**
 * Cortex XSIAM Platform APIs, Retrieve Cases based on filters: nothing filters or sorts by the time of modification.
 * Later documents name `last_update_time` and `starred`, too; a tenant that has them is not assumed.
 */
export const caseList: ListSpec = {
  path: '/public_api/v1/case/search',
  rows: 'DATA',
  id: 'case_id',
  filters: {
    case_id: numbers('case_id'),
    case_domain: words('case_domain'),
    severity: words('severity'),
    creation_time: time('creation_time'),
    status_progress: words('status_progress'),
  },
  sorts: { creation_time: 'creation_time', severity: 'severity', case_id: 'case_id' },
  defaultSort: 'creation_time',
  envelope: 'platform',
};

/**
 * Cortex XSIAM Platform APIs, issue/search. The rows are `issues` in the document; clients in the field read `DATA`.
 * `case_id` is in no list of its filters, but in use.
 */
export const issueList: ListSpec = {
  path: '/public_api/v1/issue/search',
  rows: 'issues',
  id: 'id',
  filters: {
    id: numbers('id'),
    case_id: numbers('case_id'),
    external_id: words('external_id'),
    'detection.method': words('detection.method'),
    issue_domain: words('issue_domain'),
    severity: words('severity'),
    'status.progress': words('status.progress'),
    _insert_time: time('_insert_time'),
    last_modified: time('last_modified'),
    observation_time: time('observation_time'),
  },
  sorts: { observation_time: 'observation_time', severity: 'severity', id: 'id' },
  defaultSort: 'observation_time',
  envelope: 'platform',
};
