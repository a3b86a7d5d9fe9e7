import { type Clock, isConnectorError, type Logger } from '../../contract/index.ts';
import type { Configuration } from '../../host/config/configuration.ts';
import type { LoadedConfiguration } from '../../host/config/load-configuration.ts';
import type { Host } from '../../host/create-host.ts';
import { errorFields } from './error-fields.ts';
import { watchFiles } from './watched-files.ts';

/** The configuration in force, and how another one comes to be. */
export interface Reloader {
  /** The file's; with what was saved in the console once it is known how to add that. */
  readonly configuration: () => Configuration;
  /** Reads the file again and takes it over, one at a time; a broken one is refused, and the old one goes on. */
  reload(cause: string): Promise<void>;
  /** From now on what is saved is added to what the file says. @throws ConnectorError `state`. */
  completeBy(complete: Complete): Promise<void>;
  /** Takes over what is saved by now, beside the file as it was read last. @throws ConnectorError `state`. */
  takeSaved(cause: string): Promise<void>;
  /** Resolves when no reload is under way. */
  settled(): Promise<void>;
  /** From now on a reload restarts connectors of this host. */
  attach(host: Pick<Host, 'reload'>): void;
  /** Reloads when a file changes that a value came from. Resolves when the signal is aborted. */
  watch(clock: Clock, signal: AbortSignal): Promise<void>;
}

/** Adds to the configuration of a file what was saved in the console. */
export type Complete = (file: Configuration) => Promise<Configuration>;

export interface ReloaderParts {
  readonly initial: Configuration;
  readonly load: () => Promise<LoadedConfiguration>;
  readonly logger: Logger;
}

export function createReloader({ initial, load, logger }: ReloaderParts): Reloader {
  /** What the file says, and what is in force. */
  let [file, configuration] = [initial, initial];
  let complete: Complete = async (read) => read;
  let host: Pick<Host, 'reload'> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function takeOver(read: Configuration, cause: string): Promise<void> {
    const next = await complete(read);
    const needsRestart = (await host?.reload(next)) ?? [];
    [file, configuration] = [read, next];
    logger.info({ cause, connectors: next.connectors.map(({ id }) => id) }, 'configuration reloaded');
    if (needsRestart.length > 0) logger.warn({ settings: needsRestart }, 'settings that need a restart have changed');
  }

  async function readAgain(cause: string): Promise<void> {
    const loaded = await load();
    for (const warning of loaded.warnings) logger.warn({ ...warning }, 'configuration warning');
    if (loaded.ok) return takeOver(loaded.configuration, cause);
    for (const problem of loaded.problems) logger.error({ ...problem }, 'configuration problem');
    logger.error({ cause, problems: loaded.problems.length }, 'configuration refused, the old one goes on');
  }

  async function inTurn(step: () => Promise<void>): Promise<void> {
    const turn = last.then(step);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function reload(cause: string): Promise<void> {
    return inTurn(async () => {
      try {
        await readAgain(cause);
      } catch (error) {
        if (!isConnectorError(error)) throw error;
        logger.error({ cause, ...errorFields(error) }, 'configuration could not be taken over');
      }
    });
  }

  return {
    configuration: () => configuration,
    reload,
    completeBy: async (adding) =>
      inTurn(async () => {
        configuration = await adding(file);
        complete = adding;
      }),
    takeSaved: async (cause) => inTurn(async () => takeOver(file, cause)),
    async settled() {
      await last;
    },
    attach: (running) => void (host = running),
    watch: async (clock, signal) =>
      watchFiles(
        () => configuration.watchedFiles,
        () => void reload('a file changed'),
        clock,
        signal,
      ),
  };
}
