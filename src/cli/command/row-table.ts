import textWidth from 'fast-string-width';
import type { JsonValue } from '../../contract/index.ts';
import { plainText } from '../../shared/plain-text.ts';
import { fixedWidth } from '../fixed-width.ts';
import { wrappedText } from '../wrapped-text.ts';
import { timeText } from './time-text.ts';
import { valueText } from './value-text.ts';

type Row = Readonly<Record<string, JsonValue>>;

interface Column {
  readonly name: string;
  readonly cells: readonly string[];
  /** What it would take to show all of each cell. */
  readonly whole: number;
  readonly width: number;
}

const widest = 36;
const mostRows = 50;
const mostNames = 12;

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
export function rowTable(rows: readonly Row[], columns: number, indent = ''): readonly string[] {
  const room = columns - indent.length;
  const shown = rows.slice(0, mostRows);
  const names = [...new Set(shown.flatMap((row) => Object.keys(row)))];
  const all = names.map((name) => columnOf(name, shown));
  const isTight = shown.length > 1 && fittingCount(all, room) < all.length;
  const [same, told] = isTight ? split(all, isSame) : [[], all];
  const fitting = widened(told.slice(0, fittingCount(told, room)), room);
  const line = (textOf: (column: Column) => string) =>
    `${indent}${fitting.map((column) => fixedWidth(textOf(column), column.width)).join('  ')}`.trimEnd();
  return [
    ...(fitting.length > 0 ? [line(({ name }) => name.toUpperCase())] : []),
    ...(fitting.length > 0 ? shown.map((_, at) => line(({ cells }) => cells[at] ?? '-')) : []),
    ...sameLines(same, rows.length > shown.length ? 'In all shown: ' : 'In all: ', indent),
    ...leftLines(rows.length - shown.length, told.slice(fitting.length), indent),
  ];
}

function columnOf(name: string, rows: readonly Row[]): Column {
  const cells = rows.map((row) => timeText(name, row[name]) ?? cellText(row[name]));
  const shown = plainText(name);
  const whole = Math.max(...[shown, ...cells].map((text) => textWidth(text)));
  return { name: shown, cells, whole, width: Math.min(widest, whole) };
}

function isSame({ cells }: Column): boolean {
  return cells.every((cell) => cell === cells[0]);
}

function split<Item>(items: readonly Item[], holds: (item: Item) => boolean): [readonly Item[], readonly Item[]] {
  return [items.filter(holds), items.filter((item) => !holds(item))];
}

function sameLines(columns: readonly Column[], head: string, indent: string): readonly string[] {
  const facts = columns.map(({ name, cells }) => `${name} ${fixedWidth(cells[0] ?? '-', widest).trimEnd()}`);
  return facts.length > 0 ? wrappedText(facts.join('; '), `${indent}  `, `${indent}${head}`) : [];
}

function leftLines(rows: number, columns: readonly Column[], indent: string): readonly string[] {
  const left = [
    ...(rows > 0 ? [`${rows} more rows`] : []),
    ...(columns.length > 0 ? [`also ${someNames(columns)}`] : []),
  ];
  return left.length > 0 ? wrappedText(`See --json: ${left.join('; ')}`, `${indent}  `, indent) : [];
}

function someNames(columns: readonly Column[]): string {
  const names = columns.slice(0, mostNames).map(({ name }) => name);
  const others = columns.length - names.length;
  return `${names.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}

/** What room is left is for the first that are cut. */
function widened(columns: readonly Column[], room: number): readonly Column[] {
  let left = room + 2 - columns.reduce((sum, { width }) => sum + width + 2, 0);
  return columns.map((column) => {
    const width = Math.max(column.width, Math.min(column.whole, column.width + left));
    left -= width - column.width;
    return { ...column, width };
  });
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
  return (value === undefined ? '' : valueText(value)) || '-';
}
