import { type ComponentType, lazy, Suspense } from 'react';
import type { ConnectorOverview } from '../../api/overview.ts';
import { useConnectorShortcuts } from '../connector/use-connector-shortcuts.ts';
import { useMay } from '../session/use-may.ts';
import { type ConnectorTab, connectorTabs, hrefOf } from '../shell/route.ts';
import { useConsole } from '../shell/use-console.ts';
import { useShortcuts } from '../shell/use-shortcuts.ts';
import { useTitle } from '../shell/use-title.ts';
import { useStore } from '../ui/use-store.ts';
import { CheckpointTab } from './checkpoint-tab.tsx';
import { ConfigurationTab } from './configuration-tab.tsx';
import { ConnectorHead } from './connector-head.tsx';
import { DeadLettersTab } from './dead-letters-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { InsightsTab } from './insights-tab.tsx';
import { MetricsTab } from './metrics-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { RecordsTab } from './records-tab.tsx';
import { TimelineTab } from './timeline-tab.tsx';

export interface TabProps {
  readonly connector: ConnectorOverview;
}

// Fetched when it is opened: it brings the form library along.
const CommandsTab = lazy(async () => ({ default: (await import('../commands/commands-tab.tsx')).CommandsTab }));

const tabs: Readonly<Record<ConnectorTab, readonly [title: string, content: ComponentType<TabProps>]>> = {
  overview: ['Overview', OverviewTab],
  records: ['Live records', RecordsTab],
  history: ['History', HistoryTab],
  checkpoint: ['Checkpoint', CheckpointTab],
  'dead-letters': ['Dead letters', DeadLettersTab],
  insights: ['Completeness', InsightsTab],
  commands: ['Commands', CommandsTab],
  timeline: ['Timeline', TimelineTab],
  configuration: ['Configuration', ConfigurationTab],
  metrics: ['Metrics', MetricsTab],
};

/** What is in them holds records: not for everybody who may look. */
const operatorTabs: ReadonlySet<ConnectorTab> = new Set(['records', 'dead-letters']);

/** Everything about one connector. */
export function ConnectorPage({ id, tab }: { id: string; tab: ConnectorTab }) {
  const { overview } = useConsole();
  const head = useStore(overview.head);
  const connector = useStore(overview.connector(id));
  const mayOperate = useMay('operator');
  const [title, Content] = tabs[tab];
  useTitle(connector ? `${connector.name}: ${title}` : id);
  useShortcuts(useConnectorShortcuts(() => connector));
  if (!connector) return <Missing id={id} loading={head === undefined} />;
  const shown = connectorTabs.filter((key) => mayOperate || !operatorTabs.has(key));
  return (
    <>
      <ConnectorHead connector={connector} />
      <nav aria-label={`About ${connector.name}`} className="tabs">
        {shown.map((key) => (
          <a
            key={key}
            href={hrefOf({ page: 'connector', id, tab: key })}
            aria-current={key === tab ? 'page' : undefined}
          >
            {tabs[key][0]}
          </a>
        ))}
      </nav>
      <section aria-label={title} className="tab">
        <Suspense fallback={<p className="waiting">Loading…</p>}>
          <Content connector={connector} />
        </Suspense>
      </section>
    </>
  );
}

function Missing({ id, loading }: { id: string; loading: boolean }) {
  if (loading) return <p className="waiting">Waiting for the collector…</p>;
  return (
    <>
      <h1>No such connector</h1>
      <p>
        There is none with the id <code>{id}</code>. <a href={hrefOf({ page: 'status' })}>All connectors</a>
      </p>
    </>
  );
}
