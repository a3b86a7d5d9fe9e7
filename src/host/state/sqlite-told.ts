import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { readMeta, writeMeta } from './sqlite-meta.ts';

/** What people have been told, one row for all connectors. One that is lost or altered costs a message twice, no more. */
export interface ToldRow {
  read(): ReadonlyMap<string, readonly string[]>;
  /** Within the caller's transaction. None: forgotten. */
  write(id: string, topics: readonly string[]): void;
}

const toldSchema = z.record(z.string(), z.array(z.string()));

export function toldRow(database: DatabaseSync): ToldRow {
  const read = () => new Map(Object.entries(decoded(readMeta(database, 'told'))));
  return {
    read,
    write(id, topics) {
      const told = read();
      if (topics.length > 0) told.set(id, [...topics]);
      else if (!told.delete(id)) return;
      writeMeta(database, 'told', JSON.stringify(Object.fromEntries(told)));
    },
  };
}

function decoded(text: string | undefined): z.infer<typeof toldSchema> {
  return toldSchema.safeParse(text === undefined ? {} : JSON.parse(text)).data ?? {};
}
