import type { DatabaseSync } from 'node:sqlite';
import { ConnectorError } from '../../contract/index.ts';
import { digest } from '../state/digest.ts';
import type { CallEnd, CallStart } from './call.ts';
import { adopt, adoptable } from './adopt.ts';
import { isDue, isHeld } from './call-conditions.ts';
import { contentOf, damagedRow, type Row } from './call-content.ts';
import {
  type Adoption,
  type AuditDue,
  type CallReference,
  historyLength,
  holdMs,
  type JournaledCall,
  type JournalStanding,
  mostDue,
} from './command-journal.ts';
import { countEnded, standing } from './journal-standing.ts';

/** The table of calls. Each method is one transaction at most; `nowMs` is epoch milliseconds. */
export interface CallTable {
  begin(start: CallStart, nowMs: number): void;
  hold(id: string, nowMs: number): void;
  finish(start: CallStart, end: CallEnd, nowMs: number): void;
  release(id: string): void;
  settled(records: readonly CallReference[]): void;
  due(connector: string, limit: number, nowMs: number): readonly AuditDue[];
  /** How many calls there are to be adopted. */
  adoptable(adoption: Adoption, nowMs: number): number;
  adopt(connector: string, adoption: Adoption, nowMs: number): void;
  standing(nowMs: number): JournalStanding;
  history(connector: string, beforeSequence: number, limit: number, nowMs: number): readonly JournaledCall[];
  find(connector: string, id: string, nowMs: number): readonly JournaledCall[];
  /** Reads everything. @throws for what is not as it was written, or SQLite's error. */
  check(): void;
}

type Values = Record<string, string | number | null>;

const startColumns = 'id, connector, route, started, started_digest, held_until';
const startValues = '$id, $connector, $route, $started, $startedDigest, $until';

function startOf(start: CallStart, nowMs: number): Values {
  const { id, connector, route = null } = start;
  const started = JSON.stringify(start);
  return { id, connector, route, started, startedDigest: digest('started', id, started), until: nowMs + holdMs };
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
      const { id } = start;
      const ended = JSON.stringify(end);
      const [before] = all('SELECT ended FROM call WHERE id = $id', { id });
      if (typeof before?.['ended'] !== 'string') countEnded(database, start, end);
      // The row may be gone: another process has put a damaged journal aside meanwhile.
      run(
        `INSERT INTO call (${startColumns}, ended, ended_digest) VALUES (${startValues}, $ended, $endedDigest) ` +
          'ON CONFLICT (id) DO UPDATE SET ' +
          'ended = excluded.ended, ended_digest = excluded.ended_digest, held_until = excluded.held_until',
        { ...startOf(start, nowMs), ended, endedDigest: digest('ended', id, ended) },
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
    adoptable: (adoption, nowMs) => adoptable(database, adoption, nowMs),
    adopt: (connector, adoption, nowMs) => adopt(database, connector, adoption, nowMs),
    standing: (nowMs) => standing(database, nowMs),
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
  };
}

function dueOf(row: Row): readonly AuditDue[] {
  const { start, end } = contentOf(row);
  return [
    ...(row['start_settled'] === 0 ? [{ phase: 'start' as const, start, end: undefined }] : []),
    ...(end && row['end_settled'] === 0 ? [{ phase: 'end' as const, start, end }] : []),
    // Its end may have been told although it could not be recorded.
    ...(!end && row['end_settled'] === 0 && row['lost_settled'] === 0
      ? [{ phase: 'lost' as const, start, end: undefined }]
      : []),
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

function tooManyDue(connector: string): ConnectorError {
  return new ConnectorError('state', `${mostDue} calls of ${connector} wait for their audit records to be delivered`, {
    code: 'CMD-904',
    remedy: 'Put its destination right and let `cortex-otel run` deliver them.',
  });
}
