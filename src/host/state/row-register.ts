import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { readMeta, writeMeta, type MetaKey } from './sqlite-meta.ts';

/** Which rows a small table holds, written in the same transaction as each of them: a row that is lost is known. */
export interface RowRegister {
  /** Revisions by id; undefined where the register itself cannot be trusted or was never written. */
  read(): ReadonlyMap<string, number> | undefined;
  add(id: string, revision: number): void;
  remove(id: string): void;
}

const entriesSchema = z.array(z.tuple([z.string(), z.int()]));

/** `held` lists the rows there are, for a register that is lost: it begins anew with them. */
export function rowRegister(
  database: DatabaseSync,
  key: MetaKey,
  held: () => readonly (readonly [id: string, revision: number])[],
): RowRegister {
  const read = () => {
    const text = readMeta(database, key);
    return text === undefined ? undefined : new Map(entriesSchema.parse(JSON.parse(text)));
  };
  const change = (apply: (entries: Map<string, number>) => void) => {
    const entries = new Map(read() ?? held());
    apply(entries);
    writeMeta(database, key, JSON.stringify([...entries]));
  };
  return {
    read,
    add: (id, revision) => change((entries) => entries.set(id, revision)),
    remove: (id) => change((entries) => entries.delete(id)),
  };
}
