import type { ConnectorOverview } from '../../api/overview.ts';
import { statusMarks } from '../connector/status-marks.ts';

export type SortKey = 'name' | 'source' | 'status' | 'event' | 'lag' | 'rate' | 'records' | 'next';

/** Which connectors: those meant to be at work (the default), in need of action, resting on purpose, or all. */
export type Shown = 'active' | 'action' | 'resting' | 'all';

/** What somebody wants to see, and in which order. */
export interface DashboardView {
  readonly search: string;
  readonly shown: Shown;
  /** Undefined: as they are configured. */
  readonly sort: { readonly key: SortKey; readonly descending: boolean } | undefined;
}

export const initialView: DashboardView = { search: '', shown: 'active', sort: undefined };

/** Ids of the connectors that fit, in order, and how many the filter (not the search) leaves out. */
export function visibleConnectors(
  all: readonly ConnectorOverview[],
  { search, shown, sort }: DashboardView,
): { readonly ids: readonly string[]; readonly left: number } {
  const filtered = all.filter((connector) => isShown(connector, shown));
  const wanted = search.trim().toLowerCase();
  const found = wanted === '' ? filtered : filtered.filter((connector) => searchable(connector).includes(wanted));
  const ordered = sort ? sorted(found, sort) : found;
  return { ids: ordered.map(({ id }) => id), left: all.length - filtered.length };
}

/** What has an error is never taken for resting: whoever has to act must see it. */
function isShown({ status, error }: ConnectorOverview, shown: Shown): boolean {
  const rests = (status === 'Paused' || status === 'Inactive') && error === null;
  switch (shown) {
    case 'active':
      return !rests;
    case 'action':
      return status === 'Action required';
    case 'resting':
      return status === 'Paused' || status === 'Inactive';
    case 'all':
      return true;
  }
}

function searchable({ id, name, source, tenant, status, reason, error }: ConnectorOverview): string {
  return [id, name, source, tenant, status, reason, error?.code, error?.message].join('\n').toLowerCase();
}

function sorted(
  connectors: readonly ConnectorOverview[],
  { key, descending }: NonNullable<DashboardView['sort']>,
): readonly ConnectorOverview[] {
  const keyed = connectors.map((connector) => ({ connector, value: sortValues[key](connector) }));
  const direction = descending ? -1 : 1;
  keyed.sort((a, b) => {
    // What there is nothing to say of comes last either way.
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return direction * compare(a.value, b.value);
  });
  return keyed.map(({ connector }) => connector);
}

type Sortable = string | number | null;

const sortValues: Readonly<Record<SortKey, (connector: ConnectorOverview) => Sortable>> = {
  name: ({ name }) => name,
  source: ({ source }) => source,
  status: ({ status }) => statusMarks[status].urgency,
  event: ({ lastEventAt }) => lastEventAt,
  lag: ({ lagMs }) => lagMs,
  rate: ({ recordsPerSecond }) => recordsPerSecond,
  records: ({ counters }) => counters.accepted,
  next: ({ nextAttemptAt }) => nextAttemptAt,
};

const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b));
}
