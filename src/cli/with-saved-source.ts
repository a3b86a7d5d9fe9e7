import { isConnectorError, type Source, type Storage, type Tools } from '../contract/index.ts';
import type { ChosenConnector } from './configuration-of.ts';
import type { CommandContext } from './command-context.ts';
import { lookingTools } from './looking-tools.ts';
import { openSqliteStateReader } from '../host/state/sqlite-reader.ts';
import { withSource } from '../host/with-source.ts';
import { emptyStorage } from '../shared/memory-storage.ts';

/**
 * Works with a connector's source, which sees what a run has saved, and saves nothing; a run may go on meanwhile. State
 * that cannot be read is told of, and then nothing is remembered.
 */
export async function withSavedSource<T>(
  { configuration, connector }: ChosenConnector,
  context: CommandContext,
  work: (source: Source, tools: Tools) => Promise<T>,
): Promise<T> {
  let told = false;
  const unread = <Nothing>(error: unknown, nothing: Nothing): Nothing => {
    if (!isConnectorError(error)) throw error;
    if (!told) context.terminal.say(`What a run has saved is left aside: ${error.message}`);
    told = true;
    return nothing;
  };
  const stored = await openSqliteStateReader(configuration.state.directory).catch((error: unknown) =>
    unread(error, undefined),
  );
  try {
    const storage = stored ? readable(stored.storage(connector.id), unread) : emptyStorage;
    const tools = { ...lookingTools(context), storage };
    return await withSource(connector, tools, async (source) => work(source, tools));
  } finally {
    await stored?.close();
  }
}

function readable(storage: Storage, unread: <Nothing>(error: unknown, nothing: Nothing) => Nothing): Storage {
  return {
    get: async (collection, keys) =>
      storage.get(collection, keys).catch((error: unknown) => unread(error, new Map<string, never>())),
    first: async (collection, limit) => storage.first(collection, limit).catch((error: unknown) => unread(error, [])),
    size: async (collection) => storage.size(collection).catch((error: unknown) => unread(error, 0)),
  };
}
