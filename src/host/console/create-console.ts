import { statusWords } from '../status/status-word.ts';
import { shownDestination } from '../delivery/shown-destination.ts';
import { checkForm } from './check-form.ts';
import { checkpointsOf } from './checkpoints.ts';
import { callsOf } from './commands/calls-of.ts';
import { commandsOf } from './commands/commands-of.ts';
import { keptResults } from './commands/kept-results.ts';
import { runsOf } from './commands/runs-of.ts';
import { connectorDetailsOf } from './connector-details.ts';
import type { Console } from './console.ts';
import type { ConsoleContext, ConsoleParts } from './console-parts.ts';
import { deadLettersOf } from './dead-letters.ts';
import { requireConnector } from './find-connector.ts';
import { gapsOf } from './gaps.ts';
import { insightsOf } from './insights.ts';
import { createInTurn } from '../in-turn.ts';
import { overviewsOf } from './overviews.ts';
import { pausesOf } from './pauses.ts';
import { replaysOf } from './replays.ts';
import { savedConnectorsOf } from './saved-connectors.ts';
import { testsOf } from './tests-of.ts';
import { timelineOf } from './timeline.ts';

/** A console that has to be closed before what it works with is. */
export interface OpenConsole extends Console {
  /** Ends what goes on in the background: tests, replays, commands. */
  close(): Promise<void>;
}

/** What people and programs do with a running collector. */
export function createConsole(parts: ConsoleParts): OpenConsole {
  const closing = new AbortController();
  const context: ConsoleContext = { ...parts, inTurn: createInTurn(), ending: closing.signal };
  const details = connectorDetailsOf(context);
  const { overview, onTaken } = overviewsOf(context);
  const { forget, close: closeReplays, ...replays } = replaysOf(context);
  const results = keptResults({
    stateDirectory: () => parts.configuration().state.directory,
    random: parts.tools.random,
    now: () => parts.tools.clock.now(),
    logger: parts.tools.logger,
  });
  const { close: closeRuns, ...runs } = runsOf(context, results);
  return {
    info: () => ({
      version: parts.version,
      manifests: parts.plugins.map(({ manifest }) => manifest),
      destination: shownDestination(parts.configuration().destination.config),
      secrets: parts.sealer ? 'sealed' : 'references',
      statusWords: [...statusWords],
    }),
    overview,
    ...details,
    ...savedConnectorsOf({ ...context, forget }, details),
    check: async (form) => checkForm(form, context),
    ...testsOf(context),
    ...pausesOf(context),
    ...checkpointsOf(context),
    records(id, after) {
      requireConnector(id, context);
      return parts.liveRecords.of(id, after);
    },
    ...deadLettersOf(context, onTaken),
    ...gapsOf(context),
    ...insightsOf(context),
    ...timelineOf(context),
    ...replays,
    ...commandsOf(context),
    ...runs,
    ...callsOf(context, results),
    async close() {
      closing.abort();
      await Promise.all([closeReplays(), closeRuns()]);
    },
  };
}
