import type { ConnectorOverview, Overview, OverviewChange } from '../../api/overview.ts';
import { createStore, type Store } from '../ui/create-store.ts';
import type { ServerClock } from './create-server-clock.ts';

/** What is said about all connectors. */
export interface OverviewHead {
  readonly at: string;
  readonly host: Overview['host'];
  readonly summary: string;
}

/**
 * The status of all connectors, each followed by itself: a change of one draws one row anew, and the list only where
 * connectors come, go, or may move.
 */
export interface OverviewStore {
  /** Undefined until the first answer. */
  readonly head: Pick<Store<OverviewHead | undefined>, 'get' | 'subscribe'>;
  /** All of them in the collector's order; another array whenever any of them changed. */
  readonly list: Pick<Store<readonly ConnectorOverview[]>, 'get' | 'subscribe'>;
  connector(id: string): Pick<Store<ConnectorOverview | undefined>, 'get' | 'subscribe'>;
  replace(overview: Overview): void;
  apply(change: OverviewChange): void;
}

/** How long an answer may be under way. Older than that is a clock that was set back. */
const overtakenMs = 60_000;

export function createOverviewStore(clock: Pick<ServerClock, 'adjust'>): OverviewStore {
  const head = createStore<OverviewHead | undefined>(undefined);
  const list = createStore<readonly ConnectorOverview[]>([]);
  const rows = new Map<string, Store<ConnectorOverview | undefined>>();

  function row(id: string): Store<ConnectorOverview | undefined> {
    const found = rows.get(id) ?? createStore<ConnectorOverview | undefined>(undefined);
    rows.set(id, found);
    return found;
  }

  function apply({ at, host, summary, whole, connectors, removed }: OverviewChange): void {
    clock.adjust(at);
    const named = new Map(connectors.map((connector) => [connector.id, connector]));
    const gone = new Set(removed);
    const before = list.get();
    const isGone = (id: string): boolean => gone.has(id) || (whole && !named.has(id));
    for (const { id } of before) if (isGone(id)) row(id).set(undefined);
    for (const [id, connector] of named) row(id).set(connector);
    const known = new Set(before.map(({ id }) => id));
    const order = whole
      ? connectors
      : [...before.filter(({ id }) => !isGone(id)), ...connectors.filter(({ id }) => !known.has(id))];
    list.set(order.map((connector) => named.get(connector.id) ?? connector));
    head.set({ at, host, summary });
  }

  return {
    head,
    list,
    connector: row,
    apply,
    replace({ at, host, summary, connectors }) {
      // An answer that the stream has overtaken on its way would take back what is newer.
      const shown = Date.parse(head.get()?.at ?? at);
      if (Date.parse(at) < shown && shown - Date.parse(at) < overtakenMs) return;
      apply({ at, host, summary, whole: true, connectors, removed: [] });
    },
  };
}
