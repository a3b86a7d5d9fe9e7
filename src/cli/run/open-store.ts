import type { Tools } from '../../contract/index.ts';
import type { Configuration } from '../../host/config/configuration.ts';
import { openSqliteStateStore } from '../../host/state/sqlite-state-store.ts';
import { heldState } from '../../host/state/state-failure.ts';
import type { StateStore } from '../../host/state/state-store.ts';
import { statusFile } from '../../host/status-file.ts';
import { restingReport } from '../resting-report.ts';

export interface OpenStoreParts {
  /** The one in force: a reload may change it while this process stands by. */
  readonly configuration: () => Configuration;
  readonly tools: Pick<Tools, 'clock' | 'random' | 'logger'>;
  readonly version: string;
  /** How long to stand by, in milliseconds; undefined: for as long as it takes. */
  readonly standbyMs: number | undefined;
}

/** Often enough for a reader to see that this process lives. */
const standbyReportMs = 5000;

/**
 * Opens the state directory's store once no other process holds it; says until then that this one stands by.
 * @throws ConnectorError `state`, LEASE-703 after `standbyMs`; the signal's reason when it is aborted.
 */
export async function openStore(parts: OpenStoreParts, signal: AbortSignal): Promise<StateStore> {
  const { tools, standbyMs } = parts;
  const { directory } = parts.configuration().state;
  const waiting = new AbortController();
  const impatient = new AbortController();
  let told: Promise<void> | undefined;
  const onStandby = (): void => {
    tools.logger.info({ directory }, 'standby: another process holds the state directory');
    told = reportStandby(parts, waiting.signal);
    if (standbyMs !== undefined) {
      const giveUp = () => impatient.abort(heldState(directory));
      tools.clock.sleep(standbyMs, waiting.signal).then(giveUp, () => undefined);
    }
  };
  try {
    const store = await openSqliteStateStore(
      { directory, tools, onStandby },
      AbortSignal.any([signal, impatient.signal]),
    );
    if (told) tools.logger.info({ directory }, 'taking over');
    return store;
  } finally {
    waiting.abort();
    await told;
  }
}

async function reportStandby({ configuration, tools, version }: OpenStoreParts, signal: AbortSignal): Promise<void> {
  const { clock } = tools;
  const file = statusFile(configuration().state.directory, 'standby.json');
  while (!signal.aborted) {
    file.write(await restingReport({ configuration: configuration(), mode: 'standby', version, clock }));
    await clock.sleep(standbyReportMs, signal).catch(() => undefined);
  }
  file.remove();
}
