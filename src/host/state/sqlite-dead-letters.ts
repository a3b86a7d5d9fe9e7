import type { DatabaseSync } from 'node:sqlite';
import { ConnectorError } from '../../contract/index.ts';
import type {
  DeadLetter,
  DeadLetterKind,
  DeadLetterLimits,
  DeadLetterQuery,
  DeadLetterTotals,
  StoredDeadLetter,
} from './dead-letter.ts';
import { digest } from './digest.ts';

export interface DeadLetterTable {
  /** Within the caller's transaction. @throws ConnectorError `refused`, DEAD-704, at the limit. */
  add(connector: string, letters: readonly DeadLetter[], limits: DeadLetterLimits): void;
  list(query: DeadLetterQuery): readonly StoredDeadLetter[];
  totals(): readonly DeadLetterTotals[];
  discard(ids: readonly number[]): number;
  /** All of a connector. */
  removeOf(connector: string): void;
}

export function deadLetterTable(database: DatabaseSync): DeadLetterTable {
  const insert = database.prepare(
    'INSERT INTO dead_letter (connector, kind, records, bytes, content, digest) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const select = database.prepare(
    'SELECT id, connector, kind, content, digest FROM dead_letter ' +
      'WHERE id > ? AND (? IS NULL OR connector = ?) AND (? IS NULL OR kind = ?) ORDER BY id LIMIT ?',
  );
  const selectTotals = database.prepare(
    'SELECT connector, kind, count(*) AS entries, sum(records) AS records, sum(bytes) AS bytes ' +
      'FROM dead_letter GROUP BY connector, kind ORDER BY connector, kind',
  );
  const remove = database.prepare('DELETE FROM dead_letter WHERE id = ?');
  const removeAll = database.prepare('DELETE FROM dead_letter WHERE connector = ?');

  const table: DeadLetterTable = {
    add(connector, letters, limits) {
      if (letters.length === 0) return;
      const encoded = letters.map((letter) => encode(connector, letter));
      refuseBeyond(limits, [...table.totals(), ...encoded]);
      for (const { kind, records, bytes, content, sum } of encoded) {
        insert.run(connector, kind, records, bytes, content, sum);
      }
    },
    list({ connector = null, kind = null, afterId = 0, limit }) {
      return select.all(afterId, connector, connector, kind, kind, limit).map(decode);
    },
    totals: () =>
      selectTotals.all().map((row) => ({
        connector: String(row['connector']),
        kind: row['kind'] as DeadLetterKind,
        entries: Number(row['entries']),
        records: Number(row['records']),
        bytes: Number(row['bytes']),
      })),
    discard: (ids) => ids.reduce((removed, id) => removed + Number(remove.run(id).changes), 0),
    removeOf: (connector) => void removeAll.run(connector),
  };
  return table;
}

function refuseBeyond(limits: DeadLetterLimits, sizes: readonly { records: number; bytes: number }[]): void {
  const records = sizes.reduce((sum, size) => sum + size.records, 0);
  const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0);
  if (records <= limits.records && bytes <= limits.bytes) return;
  const most = `${limits.records} records or ${limits.bytes} bytes`;
  throw new ConnectorError('refused', `No more records can be set aside as dead letters: the limit is ${most}`, {
    code: 'DEAD-704',
    remedy: 'Find out why the endpoint refuses these records, then send the dead letters again or discard them.',
  });
}

function encode(connector: string, { kind, reason, atMs, records }: DeadLetter) {
  const content = JSON.stringify({ reason, atMs, records });
  const bytes = Buffer.byteLength(content);
  return { kind, records: records.length, bytes, content, sum: digest('dead-letter', connector, kind, content) };
}

/** One that is altered hides none that come after it. */
function decode(row: Readonly<Record<string, unknown>>): StoredDeadLetter {
  const { id, connector, kind, content } = row as {
    id: number;
    connector: string;
    kind: DeadLetterKind;
    content: string;
  };
  if (row['digest'] !== digest('dead-letter', connector, kind, content)) {
    return { id, connector, kind, damaged: true, reason: 'It is damaged: its checksum is wrong', atMs: 0, records: [] };
  }
  const { reason, atMs, records } = JSON.parse(content) as Pick<DeadLetter, 'reason' | 'atMs' | 'records'>;
  return { id, connector, kind, reason, atMs, records };
}
