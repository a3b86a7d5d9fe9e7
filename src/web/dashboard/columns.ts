import type { SortKey } from './visible-connectors.ts';

export interface Column {
  readonly key: SortKey | 'menu';
  readonly title: string;
  /** What it means, where the pointer rests. */
  readonly meaning: string;
}

export const columns: readonly Column[] = [
  { key: 'name', title: 'Connector', meaning: 'Its name, and the tenant it reads.' },
  { key: 'source', title: 'Source', meaning: 'What it collects.' },
  { key: 'status', title: 'Status', meaning: 'How it stands and why, and its last 50 polls.' },
  { key: 'event', title: 'Last event', meaning: 'Newest time of a record that the destination has accepted.' },
  {
    key: 'lag',
    title: 'Lag',
    meaning: 'Now less the last event; 0 (idle) when everything there was has been delivered.',
  },
  { key: 'rate', title: 'Rate, 1 h', meaning: 'Records accepted: each minute of the last hour, and a second now.' },
  { key: 'records', title: 'Records', meaning: 'Accepted by the destination since the first start.' },
  { key: 'next', title: 'Next poll', meaning: 'Time left until it is at work again.' },
  { key: 'menu', title: 'Actions', meaning: '' },
];
