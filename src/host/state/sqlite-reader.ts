import type { ConnectorState } from './connector-state.ts';
import { connectorTable, type ConnectorTable } from './sqlite-connectors.ts';
import { openDatabaseToRead, verifyDatabase } from './sqlite-database.ts';
import { operatorTables } from './sqlite-operators.ts';
import { operatorVersion, storageVersion, versionOf } from './sqlite-schema.ts';
import { deadLetterTable, type DeadLetterTable } from './sqlite-dead-letters.ts';
import { storageOf, storageTable } from './sqlite-storage.ts';
import { emptyStorage } from '../../shared/memory-storage.ts';
import { checkStateDirectory, entry, statePaths, type StatePaths } from './state-directory.ts';
import { damagedCheckpoint, stateFailure } from './state-failure.ts';
import type { StateReader } from './state-store.ts';
import { readStoreMarker, type StoreMarker } from './store-marker.ts';

/** What both a reader and a writer look at. */
export interface StoredTables {
  readonly connectors: ConnectorTable;
  readonly deadLetters: DeadLetterTable;
  marker(): StoreMarker;
}

/**
 * Opens the store of a directory to look at it: takes no lock and changes nothing, also while a run writes it. A directory
 * in which nothing was ever saved reads as an empty store.
 * @throws ConnectorError `state` as {@link StateReader} says.
 */
export async function openSqliteStateReader(directory: string): Promise<StateReader> {
  const paths = statePaths(directory);
  return guarded(paths, () => openReader(paths));
}

function openReader(paths: StatePaths): StateReader {
  if (!checkStateDirectory(paths)) return emptyReader;
  // The marker first: what it lists had its row before, so a run that goes on writing cannot look damaged.
  const marker = readStoreMarker(paths.marker);
  if (!marker && !entry(paths.database) && !entry(`${paths.database}-wal`)) return emptyReader;
  const store = verifyDatabase(paths.database, { store: marker?.store, thorough: false });
  const database = openDatabaseToRead(paths.database);
  const tables: StoredTables = {
    connectors: connectorTable(database, paths.database),
    deadLetters: deadLetterTable(database),
    marker: () => marker ?? { store, connectors: [] },
  };
  const operators = versionOf(database) < operatorVersion ? undefined : operatorTables(database);
  const kept = versionOf(database) < storageVersion ? undefined : storageTable(database, paths.database);
  return {
    connectors: async () => guarded(paths, () => storedIds(tables)),
    load: async (id) => guarded(paths, () => loadConnector(tables, id, paths)),
    deadLetterTotals: async () => guarded(paths, () => tables.deadLetters.totals()),
    deadLetters: async (query) => guarded(paths, () => tables.deadLetters.list(query)),
    savedConnectors: async () => guarded(paths, () => operators?.saved.list() ?? []),
    damagedConnectors: async () => guarded(paths, () => operators?.saved.damaged() ?? []),
    pauses: async () => guarded(paths, () => operators?.pauses.all() ?? new Map()),
    storage: (id) => (kept ? storageOf(id, (work) => guarded(paths, () => work(kept))) : emptyStorage),
    close: async () => database.close(),
  };
}

const emptyReader: StateReader = {
  connectors: async () => [],
  load: async () => undefined,
  deadLetterTotals: async () => [],
  deadLetters: async () => [],
  savedConnectors: async () => [],
  damagedConnectors: async () => [],
  pauses: async () => new Map(),
  storage: () => emptyStorage,
  close: async () => undefined,
};

export function storedIds(tables: StoredTables): readonly string[] {
  return [...new Set([...tables.connectors.ids(), ...tables.marker().connectors])].toSorted();
}

export function loadConnector(tables: StoredTables, id: string, paths: StatePaths): ConnectorState | undefined {
  const state = tables.connectors.read(id);
  if (!state?.checkpoint && tables.marker().connectors.includes(id)) {
    throw damagedCheckpoint(paths.database, id, 'is missing, though store.json says there is one');
  }
  return state;
}

function guarded<T>(paths: StatePaths, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw stateFailure(error, paths.database);
  }
}
