import type { CallDetails } from '../../../api/commands.ts';
import { cellText } from './cell-text.ts';
import { isScalar } from './value-text.ts';

/** Rows that can be read as a table. */
export interface Rows {
  /** Where they come from: `records`, or the name of the list in the answer. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many there are, with those that are not shown; undefined: nobody has counted. */
  readonly total: number | undefined;
  /** Columns there are beside. */
  readonly otherColumns: number;
}

/** The most that is drawn. */
const most = { rows: 100, columns: 12, depth: 4 };

type Row = Readonly<Record<string, unknown>>;

/** A value that is a list of things with names for what they hold, as rows. */
export function rowsIn(name: string, value: unknown): Rows | undefined {
  return isRows(value) ? table(name, value, value.length) : undefined;
}

/** The rows of a result: its records, or else the longest list of flat objects in what the API answered. */
export function rowsOf({ answer, recordCount }: Pick<CallDetails, 'answer' | 'recordCount'>): Rows | undefined {
  if (!answer) return undefined;
  const { records, rawData, cut } = answer;
  if (isRows(records)) return table('records', records, recordCount);
  const [longest] = lists('answer', rawData, 0).toSorted((a, b) => b.rows.length - a.rows.length);
  return longest && table(longest.name, longest.rows, cut ? undefined : longest.rows.length);
}

function table(name: string, all: readonly Row[], total: number | undefined): Rows {
  const rows = all.slice(0, most.rows);
  const filled = new Set(rows.flatMap((row) => Object.keys(row).filter((key) => cellText(key, row[key]) !== '')));
  const columns = [...filled].slice(0, most.columns);
  return {
    name,
    columns,
    rows: rows.map((row) => columns.map((column) => cellText(column, row[column]))),
    total,
    otherColumns: filled.size - columns.length,
  };
}

/** Lists of which every entry is an object that is mostly flat. */
function lists(name: string, value: unknown, depth: number): readonly { name: string; rows: readonly Row[] }[] {
  if (depth > most.depth) return [];
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    if (isRows(entries) && isFlat(entries)) return [{ name, rows: entries }];
    return entries.slice(0, most.rows).flatMap((entry) => lists(name, entry, depth + 1));
  }
  if (!isRow(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => lists(key, inner, depth + 1));
}

function isFlat(rows: readonly Row[]): boolean {
  const values = rows.slice(0, most.rows).flatMap((row) => Object.values(row));
  return values.filter(isPlain).length * 2 >= values.length;
}

function isPlain(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isScalar) : isScalar(value);
}

function isRows(value: unknown): value is readonly Row[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRow);
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
