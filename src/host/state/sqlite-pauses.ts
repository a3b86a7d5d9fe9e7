import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { digest } from './digest.ts';
import type { Pause } from './operator-store.ts';
import { rowRegister } from './row-register.ts';

/** The table of pauses. One that is altered or lost still is a pause: what a person stopped does not go on by itself. */
export interface PauseTable {
  all(): ReadonlyMap<string, Pause>;
  /** Within the caller's transaction. Undefined: no pause. */
  set(id: string, pause: Pause | undefined): void;
}

const pauseSchema = z.strictObject({ by: z.string(), atMs: z.number() });
const unknown: Pause = { by: 'unknown', atMs: 0 };

export function pauseTable(database: DatabaseSync): PauseTable {
  const select = database.prepare('SELECT connector, content, digest FROM pause ORDER BY connector');
  const upsert = database.prepare('INSERT OR REPLACE INTO pause (connector, content, digest) VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM pause WHERE connector = ?');
  const rows = () => select.all().map((row) => [String(row['connector']), row] as const);
  const register = rowRegister(database, 'pauses', () => rows().map(([id]) => [id, 1]));
  return {
    all() {
      const registered = [...(register.read()?.keys() ?? [])].map((id) => [id, unknown] as const);
      return new Map([...registered, ...rows().map(([id, row]) => [id, decode(id, row)] as const)]);
    },
    set(id, pause) {
      if (!pause) {
        register.remove(id);
        remove.run(id);
        return;
      }
      const content = JSON.stringify(pause);
      register.add(id, 1);
      upsert.run(id, content, digest('pause', id, content));
    },
  };
}

function decode(id: string, row: Readonly<Record<string, unknown>>): Pause {
  const { content } = row;
  if (typeof content !== 'string' || row['digest'] !== digest('pause', id, content)) return unknown;
  return pauseSchema.safeParse(JSON.parse(content)).data ?? unknown;
}
