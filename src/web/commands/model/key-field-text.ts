import { valueText } from './value-text.ts';

/** A list line by line, as another form takes it; of a thing what it holds, line by line. */
export function keyFieldText(value: unknown): string {
  return valueText(value, { between: '\n', after: ': ' }) || 'none';
}
