import { absoluteText } from '../../ui/time-text.ts';
import { valueText } from './value-text.ts';

const mostCharacters = 200;

/** What a cell of a table says, times as times. */
export function cellText(name: string, value: unknown): string {
  const text = isTime(name, value) ? absoluteText(value, 'utc') : valueText(value, { between: ', ', after: '=' });
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters).toWellFormed()}…` : text;
}

/** What is named a time, and may be one in epoch milliseconds: `creation_time`, `last_seen`, `install_date`. */
function isTime(name: string, value: unknown): value is number {
  const isNamedSo = /(?:^|_)(?:time|timestamp|date|seen)$/i.test(name);
  return isNamedSo && typeof value === 'number' && value > 1e12 && value < 1e13;
}
