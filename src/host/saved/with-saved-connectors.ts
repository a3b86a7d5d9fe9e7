import type { BrokenConnector, Configuration, ConfiguredConnector } from '../config/configuration.ts';
import type { SavedConnector } from '../state/operator-store.ts';
import { connectorIds } from './connector-ids.ts';
import { configureSaved, type SavedContext } from './configure-saved.ts';

/** What a store holds of connectors made in the console. */
export interface StoredConnectors {
  readonly saved: readonly SavedConnector[];
  /** Ids of those that are lost or damaged. */
  readonly damaged: readonly string[];
}

/**
 * A configuration of the file with the connectors made in the console. Ids and names stay unique: where a saved one has
 * that of one of the file, the file wins and the saved one is broken.
 */
export async function withSavedConnectors(
  configuration: Configuration,
  { saved, damaged }: StoredConnectors,
  context: SavedContext,
): Promise<Configuration> {
  const connectors: ConfiguredConnector[] = [...configuration.connectors];
  const broken: BrokenConnector[] = [...configuration.broken];
  const files = new Set(configuration.watchedFiles);
  const configured = await Promise.all(saved.map(async (each) => configureSaved(each, context)));
  for (const [index, each] of saved.entries()) {
    const result = configured[index];
    for (const file of result?.files ?? []) files.add(file);
    const problem = clash(each, connectors) ?? (result?.ok === false ? result : undefined);
    if (problem) broken.push({ ...brokenRow(each, configuration), message: problem.message, remedy: problem.remedy });
    else if (result?.ok) connectors.push(result.connector);
  }
  for (const id of damaged) broken.push({ ...brokenRow({ id, name: id, source: 'unknown' }, configuration), ...lost });
  return { ...configuration, connectors, broken, watchedFiles: [...files].toSorted() };
}

const lost = {
  message: 'What was saved of this connector is lost or damaged',
  remedy: 'Restore the state directory from a backup, or delete this connector and add it again.',
};

function clash({ id, name }: SavedConnector, connectors: readonly ConfiguredConnector[]) {
  for (const other of connectors) {
    const where = other.origin === 'file' ? 'in the configuration file' : 'made in the console';
    if (other.id === id) {
      return {
        message: `A connector ${where} has the same id, ${id}`,
        remedy: 'Give the one in the file another id.',
      };
    }
    if (other.name.toLowerCase() === name.toLowerCase()) {
      return {
        message: `Connector ${other.id} ${where} has the same name`,
        remedy: 'Give one of the two another name.',
      };
    }
  }
  return undefined;
}

/** The row of one that cannot be configured. The id of a connector of the file is that one's alone. */
function brokenRow(
  { id, name, source }: Pick<SavedConnector, 'id' | 'name' | 'source'>,
  { connectors }: Configuration,
): Pick<BrokenConnector, 'id' | 'name' | 'source'> {
  const [own = id] = connectors.some((connector) => connector.id === id)
    ? connectorIds(
        [`${id}-saved`],
        connectors.map((connector) => connector.id),
      )
    : [];
  return { id: own, name, source };
}
