import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Logger, Random } from '../../contract/index.ts';
import { createDatabase, verifyDatabase } from './sqlite-database.ts';
import { entry, sidecars, type StatePaths } from './state-directory.ts';
import { isDamage, stateFailure } from './state-failure.ts';
import { readStoreMarker, writeStoreMarker } from './store-marker.ts';

export interface ReplacementOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Ids that may have had a checkpoint, for when the marker cannot say. */
  readonly connectors: readonly string[];
}

/**
 * Puts a store that cannot be trusted aside, under a name with the time, and begins an empty one that knows which
 * checkpoints are missing. The marker comes first: whatever crash follows, the store is never taken for a first start.
 */
export function replaceDamagedStore(paths: StatePaths, options: ReplacementOptions): void {
  const { clock, random, logger, connectors } = options;
  const marker = unlessDamaged(paths.marker, () => readStoreMarker(paths.marker));
  const verification = { store: marker?.store, thorough: true };
  const whole = unlessDamaged(paths.database, () => verifyDatabase(paths.database, verification));
  const store = marker?.store ?? whole ?? random.token(32);
  // A whole database knows its connectors itself: opening it lists them.
  if (!marker) writeStoreMarker(paths.marker, { store, connectors: whole ? [] : connectors });
  if (whole) return;
  const time = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '');
  const aside = join(paths.directory, `state.damaged-${time}.db`);
  for (const end of ['', ...sidecars]) if (entry(paths.database + end)) renameSync(paths.database + end, aside + end);
  createDatabase(paths.database, store);
  logger.warn({ path: aside, connectors: marker?.connectors ?? connectors }, 'state: damaged database put aside');
}

function unlessDamaged<T>(path: string, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    const failure = stateFailure(error, path);
    if (isDamage(failure)) return undefined;
    throw failure;
  }
}
