import { timeMsOf } from '../sources/vendor-time.ts';
import { claimOf, listOf, numberOf, textOf } from '../sources/vendor-values.ts';
import type { FieldOptions, FieldRow } from './field-row.ts';

type Making = (name: string, options?: FieldOptions) => FieldRow;

/** Rows by what the field holds. Options replace what is usual for it. */
export const field = {
  text: making({ types: ['text'], read: textOf }),
  number: making({ types: ['number'], read: numberOf }),
  /** Epoch milliseconds. */
  time: making({ types: ['number'], read: timeMsOf }),
  /** True or false, or a word for it. */
  flag: making({ types: ['flag'], read: claimOf }),
  /** A list of texts. */
  list: making({ types: ['list'], read: listOf }),
  object: making({ types: ['object'], read: textOf }),
} as const;

function making(usual: Pick<FieldRow, 'types' | 'read'>): Making {
  return (name, options) => ({ ...usual, ...options, field: name });
}
