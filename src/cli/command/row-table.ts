import type { JsonValue } from '../../contract/index.ts';
import { plainText } from '../../host/plain-text.ts';
import { wrappedText } from '../wrapped-text.ts';
import { timeText } from './time-text.ts';

type Row = Readonly<Record<string, JsonValue>>;

interface Column {
  readonly name: string;
  readonly cells: readonly string[];
  readonly width: number;
}

const widest = 36;
const mostRows = 50;

/** Whether a value is a list of things with names for what they hold. */
export function isRows(value: JsonValue): value is readonly Row[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRow);
}

function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A table as wide as there is room; `--json` has everything. Where not all fits, what is the same in all rows is told once,
 * beneath it, and leaves its room to the rest.
 */
export function rowTable(rows: readonly Row[], columns: number): readonly string[] {
  const shown = rows.slice(0, mostRows);
  const names = [...new Set(shown.flatMap((row) => Object.keys(row)))];
  const all = names.map((name) => columnOf(name, shown));
  const isTight = shown.length > 1 && fittingCount(all, columns) < all.length;
  const [same, told] = isTight ? split(all, isSame) : [[], all];
  const fitting = told.slice(0, fittingCount(told, columns));
  const line = (textOf: (column: Column) => string) =>
    fitting
      .map((column) => clipped(textOf(column), column.width).padEnd(column.width))
      .join('  ')
      .trimEnd();
  return [
    ...(fitting.length > 0 ? [line(({ name }) => name.toUpperCase())] : []),
    ...(fitting.length > 0 ? shown.map((_, at) => line(({ cells }) => cells[at] ?? '-')) : []),
    ...sameLines(same, rows.length > shown.length ? 'In all shown: ' : 'In all: '),
    ...leftLines(rows.length - shown.length, told.slice(fitting.length)),
  ];
}

function columnOf(name: string, rows: readonly Row[]): Column {
  const cells = rows.map((row) => timeText(name, row[name]) ?? cellText(row[name]));
  const shown = plainText(name);
  return { name: shown, cells, width: Math.min(widest, Math.max(shown.length, ...cells.map(({ length }) => length))) };
}

function isSame({ cells }: Column): boolean {
  return cells.every((cell) => cell === cells[0]);
}

function split<Item>(items: readonly Item[], holds: (item: Item) => boolean): [readonly Item[], readonly Item[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))];
}

function sameLines(columns: readonly Column[], head: string): readonly string[] {
  const facts = columns.map(({ name, cells }) => `${name} ${clipped(cells[0] ?? '-', widest)}`);
  return facts.length > 0 ? wrappedText(facts.join('; '), '  ', head) : [];
}

function leftLines(rows: number, columns: readonly Column[]): readonly string[] {
  const left = [
    ...(rows > 0 ? [`${rows} more rows`] : []),
    ...(columns.length > 0 ? [`also ${columns.map(({ name }) => name).join(', ')}`] : []),
  ];
  return left.length > 0 ? wrappedText(`See --json: ${left.join('; ')}`, '  ', '') : [];
}

function fittingCount(columns: readonly Column[], room: number): number {
  let left = room;
  const count = columns.findIndex(({ width }) => {
    left -= width + 2;
    return left < -2;
  });
  return count === -1 ? columns.length : Math.max(1, count);
}

function cellText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '-';
  if (Array.isArray(value)) return plainText(value.map((each) => cellText(each as JsonValue)).join(', ')) || '-';
  return plainText(typeof value === 'object' ? JSON.stringify(value) : String(value)) || '-';
}

function clipped(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
