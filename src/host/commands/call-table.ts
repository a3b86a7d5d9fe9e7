import type { DatabaseSync } from 'node:sqlite';
import { ConnectorError } from '../../contract/index.ts';
import { digest } from '../state/digest.ts';
import type { CallEnd, CallStart } from './call.ts';
import {
  type AuditDue,
  type CallReference,
  historyLength,
  holdMs,
  type JournaledCall,
  mostDue,
} from './command-journal.ts';

/** Each entry leads from the version of its index to the next. Never edited once released, only added to. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE call (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    connector TEXT NOT NULL,
    started TEXT NOT NULL,
    started_digest TEXT NOT NULL,
    ended TEXT,
    ended_digest TEXT,
    held_until REAL NOT NULL,
    start_settled INTEGER NOT NULL DEFAULT 0,
    end_settled INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX call_of ON call (connector, sequence);
  CREATE INDEX call_due ON call (connector, sequence)
    WHERE start_settled = 0 OR (ended IS NOT NULL AND end_settled = 0);
  `,
];

/** The table of calls. Each method is one transaction at most; `nowMs` is epoch milliseconds. */
export interface CallTable {
  begin(start: CallStart, nowMs: number): void;
  hold(id: string, nowMs: number): void;
  finish(start: CallStart, end: CallEnd, nowMs: number): void;
  release(id: string): void;
  settled(records: readonly CallReference[]): void;
  due(connector: string, limit: number, nowMs: number): readonly AuditDue[];
  history(connector: string, beforeSequence: number, limit: number, nowMs: number): readonly JournaledCall[];
  find(connector: string, id: string, nowMs: number): readonly JournaledCall[];
  /** Reads everything. @throws for what is not as it was written, or SQLite's error. */
  check(): void;
  /** Takes over what can be read of a damaged one. How many calls that is. */
  carryOver(from: DatabaseSync): number;
}

type Row = Readonly<Record<string, unknown>>;
type Values = Record<string, string | number>;

const isDue = '(start_settled = 0 OR (ended IS NOT NULL AND end_settled = 0))';
/** A time further away than anybody is given has been written by a clock that was wrong: it holds nothing. */
const isHeld = `(held_until > $now AND held_until <= $now + ${holdMs})`;

const startColumns = 'id, connector, started, started_digest, held_until';
const startValues = '$id, $connector, $started, $startedDigest, $until';

function startOf(start: CallStart, nowMs: number): Values {
  const { id, connector } = start;
  const started = JSON.stringify(start);
  return { id, connector, started, startedDigest: digest('started', id, started), until: nowMs + holdMs };
}

export function callTable(database: DatabaseSync): CallTable {
  const run = (sql: string, values: Values) => database.prepare(sql).run(values);
  const all = (sql: string, values: Values = {}): readonly Row[] => database.prepare(sql).all(values);

  return {
    begin(start, nowMs) {
      const { connector } = start;
      const [{ due = 0 } = {}] = all(`SELECT count(*) AS due FROM call WHERE connector = $connector AND ${isDue}`, {
        connector,
      });
      if (Number(due) >= mostDue) throw tooManyDue(connector);
      run(`INSERT INTO call (${startColumns}) VALUES (${startValues})`, startOf(start, nowMs));
      run(
        `DELETE FROM call WHERE connector = $connector AND NOT ${isDue} AND NOT ${isHeld} AND sequence <= ` +
          '(SELECT sequence FROM call WHERE connector = $connector ORDER BY sequence DESC LIMIT 1 OFFSET $length)',
        { connector, now: nowMs, length: historyLength },
      );
    },
    hold: (id, nowMs) => void run('UPDATE call SET held_until = $until WHERE id = $id', { id, until: nowMs + holdMs }),
    finish(start, end, nowMs) {
      const ended = JSON.stringify(end);
      // The row may be gone: another process has put a damaged journal aside meanwhile.
      run(
        `INSERT INTO call (${startColumns}, ended, ended_digest) VALUES (${startValues}, $ended, $endedDigest) ` +
          'ON CONFLICT (id) DO UPDATE SET ' +
          'ended = excluded.ended, ended_digest = excluded.ended_digest, held_until = excluded.held_until',
        { ...startOf(start, nowMs), ended, endedDigest: digest('ended', start.id, ended) },
      );
    },
    release: (id) => void run('UPDATE call SET held_until = 0 WHERE id = $id', { id }),
    settled(records) {
      for (const { id, phase } of records) run(`UPDATE call SET ${phase}_settled = 1 WHERE id = $id`, { id });
    },
    due(connector, limit, nowMs) {
      const rows = all(
        `SELECT * FROM call WHERE connector = $connector AND ${isDue} AND NOT ${isHeld} ORDER BY sequence LIMIT $limit`,
        { connector, limit, now: nowMs },
      );
      return rows.flatMap(dueOf).slice(0, limit);
    },
    history: (connector, before, limit, nowMs) =>
      all(
        `SELECT *, ${isHeld} AS held FROM call WHERE connector = $connector AND sequence < $before ` +
          'ORDER BY sequence DESC LIMIT $limit',
        { connector, before, limit, now: nowMs },
      ).map(callOf),
    find: (connector, id, nowMs) =>
      all(`SELECT *, ${isHeld} AS held FROM call WHERE connector = $connector AND id = $id`, {
        connector,
        id,
        now: nowMs,
      }).map(callOf),
    check() {
      const [{ quick_check: result } = {}] = all('PRAGMA quick_check(1)');
      if (result !== 'ok') throw damagedRow(String(result).slice(0, 200));
      all('SELECT * FROM call').forEach(contentOf);
    },
    carryOver: (from) => carriedOver(from, database),
  };
}

/** Row by row, until one cannot be read at all. */
function carriedOver(from: DatabaseSync, into: DatabaseSync): number {
  let carried = 0;
  const insert = into.prepare(`INSERT INTO call (${columns.join()}) VALUES (${columns.map(() => '?').join()})`);
  try {
    for (const row of from.prepare('SELECT * FROM call ORDER BY sequence').iterate()) {
      if (!isWhole(row)) continue;
      insert.run(...columns.map((name) => row[name] ?? null));
      carried += 1;
    }
  } catch {
    // What has been carried over is better than nothing.
  }
  return carried;
}

const columns = [
  'sequence',
  'id',
  'connector',
  'started',
  'started_digest',
  'ended',
  'ended_digest',
  'held_until',
  'start_settled',
  'end_settled',
] as const;

function isWhole(row: Row): boolean {
  try {
    contentOf(row);
    return true;
  } catch {
    return false;
  }
}

function dueOf(row: Row): readonly AuditDue[] {
  const { start, end } = contentOf(row);
  return [
    ...(row['start_settled'] === 0 ? [{ phase: 'start' as const, start, end: undefined }] : []),
    ...(end && row['end_settled'] === 0 ? [{ phase: 'end' as const, start, end }] : []),
  ];
}

function callOf(row: Row): JournaledCall {
  const { start, end } = contentOf(row);
  return {
    sequence: Number(row['sequence']),
    start,
    state: end ? 'ended' : row['held'] === 1 ? 'running' : 'lost',
    end,
    settled: { start: row['start_settled'] === 1, end: row['end_settled'] === 1 },
  };
}

/** What has the right digest is what this program wrote. */
function contentOf(row: Row): { readonly start: CallStart; readonly end: CallEnd | undefined } {
  const content = (name: 'started' | 'ended'): unknown => {
    const text = row[name];
    if (text === null && name === 'ended') return undefined;
    if (typeof text === 'string' && row[`${name}_digest`] === digest(name, String(row['id']), text))
      return JSON.parse(text);
    throw damagedRow(`call ${String(row['sequence'])} is not as it was written`);
  };
  return { start: content('started') as CallStart, end: content('ended') as CallEnd | undefined };
}

/** By the code by which a damaged integer is known too. */
function damagedRow(message: string): Error {
  return Object.assign(new RangeError(message), { code: 'ERR_OUT_OF_RANGE' });
}

function tooManyDue(connector: string): ConnectorError {
  return new ConnectorError('state', `${mostDue} calls of ${connector} wait for their audit records to be delivered`, {
    code: 'CMD-904',
    remedy: 'Put its destination right and let `cortex-otel run` deliver them.',
  });
}
