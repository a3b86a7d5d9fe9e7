import type { DatabaseSync } from 'node:sqlite';
import { digest } from './digest.ts';
import { savedConnectorSchema, type SavedConnector } from './operator-store.ts';
import { rowRegister } from './row-register.ts';

/** The table of connectors made in the console. A row that is altered, lost or an old one is told by its id. */
export interface SavedConnectorTable {
  list(): readonly SavedConnector[];
  damaged(): readonly string[];
  /** Of the row as it is, whether it can be trusted or not. 0: there is none, and there should be none. */
  revision(id: string): number;
  /** Within the caller's transaction. */
  write(connector: SavedConnector): void;
  remove(id: string): void;
}

export function savedConnectorTable(database: DatabaseSync): SavedConnectorTable {
  const select = database.prepare('SELECT id, revision, content, digest FROM saved_connector ORDER BY id');
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO saved_connector (id, revision, content, digest) VALUES (?, ?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM saved_connector WHERE id = ?');
  const rows = () =>
    select.all().map(({ id, revision, ...row }) => ({ id: String(id), revision: Number(revision), row }));
  const register = rowRegister(database, 'saved_connectors', () => rows().map(({ id, revision }) => [id, revision]));

  function read() {
    const registered = register.read();
    const held = rows().map(({ id, row }) => ({ id, connector: decode(id, row) }));
    const trusted = held.flatMap(({ connector }) =>
      connector && (registered?.get(connector.id) ?? connector.revision) === connector.revision ? [connector] : [],
    );
    const ids = new Set(trusted.map(({ id }) => id));
    const known = [...held.map(({ id }) => id), ...(registered?.keys() ?? [])];
    return { trusted, damaged: [...new Set(known)].filter((id) => !ids.has(id)).toSorted() };
  }

  return {
    list: () => read().trusted,
    damaged: () => read().damaged,
    revision: (id) => rows().find((row) => row.id === id)?.revision ?? register.read()?.get(id) ?? 0,
    write(given) {
      // A secret that is neither sealed nor a reference does not get past this.
      const connector = savedConnectorSchema.parse(given);
      const { id, revision } = connector;
      const content = JSON.stringify(connector);
      register.add(id, revision);
      upsert.run(id, revision, content, digest('saved-connector', id, content));
    },
    remove(id) {
      register.remove(id);
      remove.run(id);
    },
  };
}

/** Undefined: not as it was written. */
function decode(id: string, row: Readonly<Record<string, unknown>>): SavedConnector | undefined {
  const { content } = row;
  if (typeof content !== 'string' || row['digest'] !== digest('saved-connector', id, content)) return undefined;
  const { data } = savedConnectorSchema.safeParse(JSON.parse(content));
  return data?.id === id ? data : undefined;
}
