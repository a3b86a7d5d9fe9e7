import { type Clock, isConnectorError, type Logger } from '../../contract/index.ts';
import type { Configuration } from '../../host/config/configuration.ts';
import type { LoadedConfiguration } from '../../host/config/load-configuration.ts';
import type { Host } from '../../host/create-host.ts';
import { errorFields } from './error-fields.ts';
import { watchFiles } from './watched-files.ts';

/** The configuration in force, and how another one comes to be. */
export interface Reloader {
  readonly configuration: () => Configuration;
  /** Reads the file again and takes it over, one at a time; a broken one is refused, and the old one goes on. */
  reload(cause: string): Promise<void>;
  /** Resolves when no reload is under way. */
  settled(): Promise<void>;
  /** From now on a reload restarts connectors of this host. */
  attach(host: Pick<Host, 'reload'>): void;
  /** Reloads when a file changes that a value came from. Resolves when the signal is aborted. */
  watch(clock: Clock, signal: AbortSignal): Promise<void>;
}

export interface ReloaderParts {
  readonly initial: Configuration;
  readonly load: () => Promise<LoadedConfiguration>;
  readonly logger: Logger;
}

export function createReloader({ initial, load, logger }: ReloaderParts): Reloader {
  let configuration = initial;
  let host: Pick<Host, 'reload'> | undefined;
  let last: Promise<void> = Promise.resolve();

  async function takeOver(cause: string): Promise<void> {
    const loaded = await load();
    for (const warning of loaded.warnings) logger.warn({ ...warning }, 'configuration warning');
    if (!loaded.ok) {
      for (const problem of loaded.problems) logger.error({ ...problem }, 'configuration problem');
      logger.error({ cause, problems: loaded.problems.length }, 'configuration refused, the old one goes on');
      return;
    }
    const needsRestart = (await host?.reload(loaded.configuration)) ?? [];
    configuration = loaded.configuration;
    logger.info({ cause, connectors: configuration.connectors.map(({ id }) => id) }, 'configuration reloaded');
    if (needsRestart.length > 0) logger.warn({ settings: needsRestart }, 'settings that need a restart have changed');
  }

  async function reload(cause: string): Promise<void> {
    last = last.then(async () => {
      try {
        await takeOver(cause);
      } catch (error) {
        if (!isConnectorError(error)) throw error;
        logger.error({ cause, ...errorFields(error) }, 'configuration could not be taken over');
      }
    });
    return last;
  }

  return {
    configuration: () => configuration,
    reload,
    settled: async () => last,
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
