import type { JsonValue } from '../../contract/index.ts';
import { utcText } from '../duration-text.ts';

/** Of what is named a time and may be one, epoch milliseconds. */
export function timeText(name: string, value: JsonValue | undefined): string | undefined {
  const isTime = /(?:^|[._])time$/.test(name) && typeof value === 'number' && value > 1e12 && value < 1e13;
  return isTime ? utcText(value) : undefined;
}
