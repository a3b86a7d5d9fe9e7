/** What a filter may ask of a field. */
export type Operator = 'gte' | 'lte' | 'in' | 'eq' | 'neq' | 'contains';

/** A name of the request, the record's field behind it, and what may be asked. */
export interface FilterSpec {
  readonly field: string;
  readonly kind: 'time' | 'text' | 'number' | 'list' | 'boolean';
  readonly operators: readonly Operator[];
  /** Words of the request → values of the record, where they differ; any other word is refused. */
  readonly words?: Readonly<Record<string, string>>;
}

/** One list endpoint as data: the model answers any list described like this. */
export interface ListSpec {
  /** Such as `/public_api/v1/incidents/get_incidents`. */
  readonly path: string;
  /** Name of the rows in the reply. */
  readonly rows: string;
  /** Field that identifies a record; a number or a string. Absent where records have no id and never change. */
  readonly id?: string;
  readonly filters: Readonly<Record<string, FilterSpec>>;
  /** Sort name of the request → field of the record. Fields hold numbers, texts or digits. */
  readonly sorts: Readonly<Record<string, string>>;
  readonly defaultSort: string;
  /** Name under which ids are given that the key may not see; absent where the API has no such thing. */
  readonly restricted?: string;
  /**
   * `platform`: counts are `TOTAL_COUNT` (of all records) and `FILTER_COUNT` (of those that pass the filters), an error
   * is `error` at the root. Default: `total_count` (of those that pass) and `result_count` (of the page).
   */
  readonly envelope?: 'platform';
  /** Filters that the vendor's own server gets wrong: two values find nothing, a second filter is answered with 500. */
  readonly broken?: readonly string[];
  /** Operators and the direction of a sort may be written in capitals. Default: they are refused. */
  readonly anyCase?: boolean;
}

const time = (field: string): FilterSpec => ({ field, kind: 'time', operators: ['gte', 'lte'] });
const words = (field: string): FilterSpec => ({ field, kind: 'text', operators: ['in'] });

/** Cortex XDR REST API, Get Incidents. `status in` and `severity in` are undocumented but in use. */
export const incidentList: ListSpec = {
  path: '/public_api/v1/incidents/get_incidents',
  rows: 'incidents',
  id: 'incident_id',
  filters: {
    modification_time: time('modification_time'),
    creation_time: time('creation_time'),
    incident_id_list: words('incident_id'),
    incident_id: { field: 'incident_id', kind: 'text', operators: ['eq'] },
    status: { field: 'status', kind: 'text', operators: ['eq', 'neq', 'in'] },
    severity: words('severity'),
    starred: { field: 'starred', kind: 'boolean', operators: ['eq', 'neq'] },
    description: { field: 'description', kind: 'text', operators: ['in', 'contains'] },
    alert_sources: { field: 'incident_sources', kind: 'list', operators: ['in'] },
  },
  sorts: { modification_time: 'modification_time', creation_time: 'creation_time', incident_id: 'incident_id' },
  defaultSort: 'creation_time',
  restricted: 'restricted_incident_ids',
  broken: ['alert_sources'],
};

/** Cortex XDR REST API, Get Audit Management Log; the same on XSIAM and XSOAR 8. */
export const auditList: ListSpec = {
  path: '/public_api/v1/audits/management_logs',
  rows: 'data',
  id: 'AUDIT_ID',
  filters: {
    timestamp: time('AUDIT_INSERT_TIME'),
    email: words('AUDIT_OWNER_EMAIL'),
    type: words('AUDIT_ENTITY'),
    sub_type: words('AUDIT_ENTITY_SUBTYPE'),
    result: words('AUDIT_RESULT'),
  },
  sorts: {
    timestamp: 'AUDIT_INSERT_TIME',
    type: 'AUDIT_ENTITY',
    'sub-type': 'AUDIT_ENTITY_SUBTYPE',
    result: 'AUDIT_RESULT',
  },
  defaultSort: 'timestamp',
};

/** Cortex XDR REST API, Get Audit Agent Report. Times are floats. */
export const agentReportList: ListSpec = {
  path: '/public_api/v1/audits/agents_reports',
  rows: 'data',
  filters: {
    timestamp: time('TIMESTAMP'),
    endpoint_id: words('ENDPOINTID'),
    endpoint_name: words('ENDPOINTNAME'),
    type: words('TYPE'),
    sub_type: words('SUBTYPE'),
    result: words('RESULT'),
    domain: words('DOMAIN'),
    category: words('CATEGORY'),
    xdr_version: words('XDRVERSION'),
    trapsversion: words('TRAPSVERSION'),
  },
  sorts: {
    timestamp: 'TIMESTAMP',
    type: 'TYPE',
    category: 'CATEGORY',
    trapsversion: 'TRAPSVERSION',
    domain: 'DOMAIN',
  },
  defaultSort: 'timestamp',
};

/** Cortex XDR REST API, Get Alerts Multi-Events v2. It cannot sort by the time an alert was received. */
export const alertList: ListSpec = {
  path: '/public_api/v2/alerts/get_alerts_multi_events',
  rows: 'alerts',
  id: 'alert_id',
  filters: {
    server_creation_time: time('local_insert_ts'),
    creation_time: time('detection_timestamp'),
    alert_id_list: { field: 'alert_id', kind: 'number', operators: ['in'] },
    alert_source: words('source'),
    severity: words('severity'),
  },
  sorts: { creation_time: 'detection_timestamp', severity: 'severity' },
  defaultSort: 'creation_time',
};

/** Cortex XDR REST API, Get Alerts Multi-Events v1: the alerts of {@link alertList} with `events` as objects. */
export const alertListV1: ListSpec = {
  ...alertList,
  path: '/public_api/v1/alerts/get_alerts_multi_events',
  filters: { ...alertList.filters, external_id_list: words('external_id') },
};
