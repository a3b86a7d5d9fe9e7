import type { ConnectorOverview, Overview } from '../../api/overview.ts';

type Cell = string | number | null;

const columns: Readonly<Record<string, (connector: ConnectorOverview) => Cell>> = {
  id: ({ id }) => id,
  connector: ({ name }) => name,
  source: ({ source }) => source,
  origin: ({ origin }) => origin,
  tenant: ({ tenant }) => tenant,
  destination: ({ destination }) => destination,
  status: ({ status }) => status,
  reason: ({ reason }) => reason,
  error_code: ({ error }) => error?.code ?? null,
  error: ({ error }) => error?.message ?? null,
  remedy: ({ error }) => error?.remedy ?? null,
  last_event: ({ lastEventAt }) => lastEventAt,
  last_success: ({ lastSuccessAt }) => lastSuccessAt,
  lag_seconds: ({ lagMs }) => lagMs && lagMs / 1000,
  records_per_second: ({ recordsPerSecond }) => recordsPerSecond,
  records: ({ counters }) => counters.accepted,
  set_aside: ({ deadLetters }) => deadLetters,
  waiting: ({ gauges }) => gauges.waiting ?? null,
  certified_to: ({ gauges }) => isoOf(gauges.certifiedToMs),
  mismatches: ({ gauges }) => gauges.mismatches ?? null,
  drift: ({ gauges }) => gauges.drift ?? null,
  next_poll: ({ nextAttemptAt }) => nextAttemptAt,
};

function isoOf(timeMs: number | undefined): string | null {
  return timeMs === undefined ? null : new Date(timeMs).toISOString();
}

/** The overview as a table, RFC 4180. */
export function statusCsv({ connectors }: Overview): string {
  const rows = connectors.map((connector) => Object.values(columns).map((cell) => cell(connector)));
  return [Object.keys(columns), ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/**
 * Spreadsheets run a text that begins like a formula, and look past blanks and invisible characters to find one; an
 * apostrophe keeps it a text. Full-width signs count as signs.
 */
const formula = /^[\s\p{C}'"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/** One cell. Every text is quoted, so that nothing in it ends the cell or the row. */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
