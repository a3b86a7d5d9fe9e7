import type { DatabaseSync } from 'node:sqlite';
import { digest } from './digest.ts';

/** The table of the last connection tests. One that is altered reads as none: it is for display, and soon made again. */
export interface ConnectionTestTable {
  read(connector: string): string | undefined;
  write(connector: string, content: string): void;
  remove(connector: string): void;
}

export function connectionTestTable(database: DatabaseSync): ConnectionTestTable {
  const select = database.prepare('SELECT content, digest FROM connection_test WHERE connector = ?');
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO connection_test (connector, content, digest) VALUES (?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM connection_test WHERE connector = ?');
  return {
    read(connector) {
      const row = select.get(connector);
      const content = row?.['content'];
      if (typeof content !== 'string' || row?.['digest'] !== digest('test', connector, content)) return undefined;
      return content;
    },
    write: (connector, content) => void upsert.run(connector, content, digest('test', connector, content)),
    remove: (connector) => void remove.run(connector),
  };
}
