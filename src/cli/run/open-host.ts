import type { Plugin, SharedTools } from '../../contract/index.ts';
import { sqliteCommandJournal } from '../../host/commands/sqlite-command-journal.ts';
import { createHealthWarnings } from '../../host/console/health-warnings.ts';
import { createStatusTimeline } from '../../host/console/status-timeline.ts';
import { type Host, type HostParts, startHost } from '../../host/create-host.ts';
import type { StateStore } from '../../host/state/state-store.ts';
import type { StatusReport } from '../../host/status/status-report.ts';
import type { Redactor } from '../../shared/redact.ts';
import { restingReport } from '../resting-report.ts';
import { checkHealth } from './check-health.ts';
import { combinedHooks, type HostHooks } from './combined-hooks.ts';
import type { ConsoleSurroundings } from './open-console.ts';
import { openViews } from './open-views.ts';
import type { Reloader } from './reloader.ts';
import { tellPeople } from './tell-people.ts';
import { tellStranded } from './tell-stranded.ts';

export interface OpenHostParts {
  readonly store: StateStore;
  readonly reloader: Reloader;
  readonly tools: SharedTools;
  readonly redactor: Redactor;
  readonly plugins: readonly Plugin[];
  readonly version: string;
  /** Only for a run that ends by itself. */
  readonly once?: HostParts['once'];
  /** Undefined: no console, whatever the configuration says. */
  readonly console: ConsoleSurroundings | undefined;
  /** Told beside the views. */
  readonly hooks?: HostHooks;
}

/** A host at work, with all that shows it to others. */
export interface OpenHost {
  readonly host: Host;
  /** To be shown a report again and again: what changes is noted. */
  readonly look: (report: StatusReport) => void;
  /** Ends what goes on beside it and closes the views, once the host has been stopped. */
  close(): Promise<void>;
}

/**
 * Opens the views, then starts the host: where the console cannot be opened, nothing is to have been collected.
 * @throws ConnectorError `config`, `state`.
 */
export async function openHost(parts: OpenHostParts): Promise<OpenHost> {
  const { store, reloader, tools, redactor, version, once } = parts;
  const { clock, logger } = tools;
  const configuration = reloader.configuration();
  const resting = await restingReport({ configuration, mode: 'inactive', version, clock });
  const paused = await store.operators.pauses();
  let started: Host | undefined;
  const status = (): StatusReport => started?.status() ?? resting;
  const warnings = createHealthWarnings(clock);
  const journal = sqliteCommandJournal(configuration.state.directory, tools);
  await tellStranded(journal, configuration, logger);
  const views = await openViews({ ...parts, journal, status, host: () => started, warning: warnings.of });
  const hooks = combinedHooks([parts.hooks ?? {}, views.hooks, warnings]);
  const host = startHost({ configuration, store, tools, version, paused, journal, ...hooks, ...(once && { once }) });
  started = host;
  reloader.attach(host);
  const { operators } = store;
  const timeline = createStatusTimeline({ operators, clock, logger, redact: (text) => redactor.redact(text) });
  const people = await tellPeople({ ...parts, configuration });
  const over = new AbortController();
  const checking = once ? undefined : checkHealth({ ...parts, ...reloader, status, warnings }, over.signal);
  return {
    host,
    look(report) {
      timeline.look(report);
      people.look(report);
    },
    async close() {
      over.abort();
      await checking;
      await views.close();
      await timeline.settled();
      await people.close();
    },
  };
}
