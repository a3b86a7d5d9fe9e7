import type { JsonValue } from '../../contract/index.ts';

/**
 * One JSON text; numbers JSON cannot write (1e999 reads as Infinity) as text, so that nothing turns into null.
 * @throws RangeError when the item is nested deeper than the stack is.
 */
export function jsonText(item: JsonValue): string {
  return JSON.stringify(item, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}
