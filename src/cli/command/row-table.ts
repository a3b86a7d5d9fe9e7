import type { JsonValue } from '../../contract/index.ts';
import { utcText } from '../duration-text.ts';
import { plainText } from '../../host/plain-text.ts';

type Row = Readonly<Record<string, JsonValue>>;

const widest = 36;
const mostRows = 50;

/** Whether a value is a list of things with names for what they hold. */
export function isRows(value: JsonValue): value is readonly Row[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRow);
}

function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A table as wide as there is room, of what fits; `--json` has everything. */
export function rowTable(rows: readonly Row[], columns: number): readonly string[] {
  const names = [...new Set(rows.slice(0, mostRows).flatMap((row) => Object.keys(row)))];
  const cells = rows
    .slice(0, mostRows)
    .map((row) => names.map((name) => timeText(name, row[name]) ?? cellText(row[name])));
  const widths = names.map((name, at) =>
    Math.min(widest, Math.max(name.length, ...cells.map((row) => row[at]?.length ?? 0))),
  );
  const fitting = fittingCount(widths, columns);
  const line = (texts: readonly string[]) =>
    texts
      .slice(0, fitting)
      .map((text, at) => clipped(text, widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const left = [
    ...(rows.length > mostRows ? [`${rows.length - mostRows} more rows`] : []),
    ...(names.length > fitting ? [`also: ${names.slice(fitting).map(plainText).join(', ')}`] : []),
  ];
  const more = left.length > 0 ? [`(${left.join('; ')}: see --json)`] : [];
  return [line(names.map((name) => plainText(name).toUpperCase())), ...cells.map(line), ...more];
}

function fittingCount(widths: readonly number[], columns: number): number {
  let left = columns;
  const count = widths.findIndex((width) => {
    left -= width + 2;
    return left < -2;
  });
  return count === -1 ? widths.length : Math.max(1, count);
}

/** Of what is named a time and may be one, epoch milliseconds. */
function timeText(name: string, value: JsonValue | undefined): string | undefined {
  const isTime = /(?:^|[._])time$/.test(name) && typeof value === 'number' && value > 1e12 && value < 1e13;
  return isTime ? utcText(value) : undefined;
}

function cellText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '-';
  if (Array.isArray(value)) return plainText(value.map((each) => cellText(each as JsonValue)).join(', ')) || '-';
  return plainText(typeof value === 'object' ? JSON.stringify(value) : String(value)) || '-';
}

function clipped(text: string, width: number): string {
  return text.length <= width ? text.padEnd(width) : `${text.slice(0, width - 1)}…`;
}
