import { auditList, incidentList } from '../src/testing/index.ts';

/** What is collected. */
export const kinds = ['audit', 'incident'] as const;
export type Kind = (typeof kinds)[number];

/** Who collects it: the product, a floor written by hand, the stock batch pipeline. */
export const collectors = ['floor', 'product', 'stock'] as const;
export type CollectorName = (typeof collectors)[number];

export interface Workload {
  readonly collector: CollectorName;
  readonly kind: Kind;
  readonly encoding: 'json' | 'protobuf';
}

/** Records the vendor gives at a time, and records sent at a time. */
export const pageSize = 100;
export const batchSize = 200;

/** How a kind of record is asked for (Cortex XDR REST API, Get Incidents, Get Audit Management Logs). */
export const lists = {
  audit: { path: auditList.path, rows: 'data', field: 'timestamp', source: 'xsoar-audit', product: 'cortex-xsoar' },
  incident: {
    path: incidentList.path,
    rows: 'incidents',
    field: 'modification_time',
    source: 'xdr-incidents',
    product: 'cortex-xdr',
  },
} as const;
