import { hostname } from 'node:os';
import type { Plugin, SharedTools } from '../../contract/index.ts';
import type { CommandJournal } from '../../host/commands/command-journal.ts';
import { createActivity } from '../../host/console/activity.ts';
import type { ConsoleParts } from '../../host/console/console-parts.ts';
import { ConsoleProblem } from '../../host/console/console-problem.ts';
import { createConsole, type OpenConsole } from '../../host/console/create-console.ts';
import { createLiveRecords } from '../../host/console/live-records.ts';
import type { Host } from '../../host/create-host.ts';
import type { StateStore } from '../../host/state/state-store.ts';
import type { StatusReport } from '../../host/status/status-report.ts';
import type { Redactor } from '../../shared/redact.ts';
import type { HostHooks } from './combined-hooks.ts';
import type { Reloader } from './reloader.ts';

/** What a console needs beside the host. */
export interface ConsoleSurroundings extends Pick<ConsoleParts, 'plugins' | 'env' | 'sealer'> {
  readonly plugins: readonly Plugin[];
  readonly redactor: Redactor;
  /** Told where the console is to be opened. */
  readonly onOpen: (where: Where) => void;
}

/** Where people sign in. */
export interface Where {
  readonly url: string;
  /** Holds the token where there is one: for a terminal, never for a log. */
  readonly signInUrl: string;
  /** The file that holds it. */
  readonly tokenFile: string | undefined;
}

export interface OpenConsoleParts {
  readonly surroundings: ConsoleSurroundings;
  /** Undefined until it has been started: the console is there first, since it may fail to open. */
  readonly host: () => Host | undefined;
  readonly status: () => StatusReport;
  readonly store: StateStore;
  readonly journal: CommandJournal;
  readonly reloader: Pick<Reloader, 'configuration' | 'takeSaved'>;
  readonly tools: SharedTools;
  readonly version: string;
  readonly warning: (id: string) => string | undefined;
}

/** Makes the console of a host, and the hooks by which it learns what connectors do. */
export function openConsole(parts: OpenConsoleParts): { readonly console: OpenConsole; readonly hooks: HostHooks } {
  const { surroundings, status, store, journal, reloader, tools, version, warning } = parts;
  const { redactor } = surroundings;
  const [activity, liveRecords] = [createActivity(tools.clock), createLiveRecords(tools.clock, redactor)];
  const started = (): Host => {
    const host = parts.host();
    if (!host) throw new ConsoleProblem(503, { error: 'The collector is starting', remedy: 'Try again in a second.' });
    return host;
  };
  const console = createConsole({
    ...surroundings,
    store,
    journal,
    machine: hostname(),
    tools,
    version,
    activity,
    liveRecords,
    configuration: () => reloader.configuration(),
    takeSaved: async (cause) => reloader.takeSaved(cause),
    warning,
    host: {
      status,
      connector: (id) => parts.host()?.connector(id),
      pause: async (id, pause) => started().pause(id, pause),
      resume: async (id) => started().resume(id),
      pollNow: (id) => started().pollNow(id),
    },
  });
  const hooks: HostHooks = {
    onSaved(id, accepted) {
      activity.onSaved(id, accepted);
      liveRecords.onSaved(id, accepted);
    },
    onPoll: activity.onPoll,
    onGone(id) {
      activity.onGone(id);
      liveRecords.onGone(id);
    },
  };
  return { console, hooks };
}
