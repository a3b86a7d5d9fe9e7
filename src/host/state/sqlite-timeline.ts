import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { digest } from './digest.ts';
import { timelineKinds, timelineLength, type StoredTimelineEntry, type TimelineNote } from './operator-store.ts';

/** The table of what happened. An entry that is altered says so in place of its text. */
export interface TimelineTable {
  /** Within the caller's transaction. */
  add(note: TimelineNote): void;
  list(connector: string, page: { readonly beforeId?: number; readonly limit: number }): readonly StoredTimelineEntry[];
}

const contentSchema = z.strictObject({
  atMs: z.number(),
  lastMs: z.number(),
  count: z.int(),
  kind: z.enum(timelineKinds),
  actor: z.string().nullable(),
  text: z.string(),
});
type Content = z.infer<typeof contentSchema>;

const longestText = 500;
const damaged: Content = {
  atMs: 0,
  lastMs: 0,
  count: 1,
  kind: 'operation',
  actor: null,
  text: 'This entry is damaged and cannot be shown',
};

export function timelineTable(database: DatabaseSync): TimelineTable {
  const select = database.prepare(
    'SELECT id, content, digest FROM timeline WHERE connector = ? AND id < ? ORDER BY id DESC LIMIT ?',
  );
  const insert = database.prepare('INSERT INTO timeline (connector, content, digest) VALUES (?, ?, ?)');
  const update = database.prepare('UPDATE timeline SET content = ?, digest = ? WHERE id = ?');
  const trim = database.prepare(
    'DELETE FROM timeline WHERE connector = ? AND id <= ' +
      '(SELECT id FROM timeline WHERE connector = ? ORDER BY id DESC LIMIT 1 OFFSET ?)',
  );

  const list: TimelineTable['list'] = (connector, { beforeId = Number.MAX_SAFE_INTEGER, limit }) =>
    select
      .all(connector, beforeId, limit)
      .map((row) => ({ connector, id: Number(row['id']), ...(decode(connector, row) ?? damaged) }));

  return {
    list,
    add({ connector, atMs, kind, actor, text: whole }) {
      const text = whole.slice(0, longestText).toWellFormed();
      const [newest] = list(connector, { limit: 1 });
      if (newest?.kind === kind && newest.actor === actor && newest.text === text) {
        const counted = encode(connector, { ...newest, lastMs: atMs, count: newest.count + 1 });
        update.run(counted.content, counted.sum, newest.id);
        return;
      }
      const { content, sum } = encode(connector, { atMs, lastMs: atMs, count: 1, kind, actor, text });
      insert.run(connector, content, sum);
      trim.run(connector, connector, timelineLength);
    },
  };
}

function encode(connector: string, { atMs, lastMs, count, kind, actor, text }: Content) {
  const content = JSON.stringify({ atMs, lastMs, count, kind, actor, text });
  return { content, sum: digest('timeline', connector, content) };
}

function decode(connector: string, row: Readonly<Record<string, unknown>>): Content | undefined {
  const { content } = row;
  if (typeof content !== 'string' || row['digest'] !== digest('timeline', connector, content)) return undefined;
  return contentSchema.safeParse(JSON.parse(content)).data;
}
