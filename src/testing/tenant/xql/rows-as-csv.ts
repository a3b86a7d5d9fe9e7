import type { JsonObject } from '../../faults/answer.ts';
import { fieldText } from '../field-text.ts';

/** Rows as CSV with the names of their fields above: how the tenant quotes is assumed (RFC 4180). */
export function rowsAsCsv(rows: readonly JsonObject[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => names.map((name) => cell(fieldText(row[name]))));
  return [names.map(cell), ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
