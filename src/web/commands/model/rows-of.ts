import type { CallDetails } from '../../../api/commands.ts';

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
const most = { rows: 100, columns: 12, characters: 200, depth: 4 };

type Row = Readonly<Record<string, unknown>>;

/** The rows of a result: its records, or else the longest list of flat objects in what the API answered. */
export function rowsOf({ answer, recordCount }: Pick<CallDetails, 'answer' | 'recordCount'>): Rows | undefined {
  if (!answer) return undefined;
  const { records, rawData, cut } = answer;
  if (records.length > 0 && records.every(isRow)) return table('records', records, recordCount);
  const [longest] = lists('answer', rawData, 0).toSorted((a, b) => b.rows.length - a.rows.length);
  return longest && table(longest.name, longest.rows, cut ? undefined : longest.rows.length);
}

function table(name: string, all: readonly Row[], total: number | undefined): Rows {
  const rows = all.slice(0, most.rows);
  const filled = new Set(rows.flatMap((row) => Object.keys(row).filter((key) => cellText(row[key]) !== '')));
  const columns = [...filled].slice(0, most.columns);
  return {
    name,
    columns,
    rows: rows.map((row) => columns.map((column) => cellText(row[column]))),
    total,
    otherColumns: filled.size - columns.length,
  };
}

/** Lists of which every entry is an object that is mostly flat. */
function lists(name: string, value: unknown, depth: number): readonly { name: string; rows: readonly Row[] }[] {
  if (depth > most.depth) return [];
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    if (entries.length > 0 && entries.every(isRow) && isFlat(entries)) return [{ name, rows: entries }];
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

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cellText(value: unknown): string {
  const text = wholeText(value);
  return text.length > most.characters ? `${text.slice(0, most.characters).toWellFormed()}…` : text;
}

function wholeText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.every(isScalar) ? value.map(wholeText).join(', ') : JSON.stringify(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
