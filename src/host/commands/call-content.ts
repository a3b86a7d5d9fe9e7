import { digest } from '../state/digest.ts';
import type { CallEnd, CallStart } from './call.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What has the right digest is what this program wrote. */
export function contentOf(row: Row): { readonly start: CallStart; readonly end: CallEnd | undefined } {
  const content = (name: 'started' | 'ended'): unknown => {
    const text = row[name];
    if (text === null && name === 'ended') return undefined;
    if (typeof text === 'string' && row[`${name}_digest`] === digest(name, String(row['id']), text))
      return JSON.parse(text);
    throw damagedRow(`call ${String(row['sequence'])} is not as it was written`);
  };
  return { start: content('started') as CallStart, end: content('ended') as CallEnd | undefined };
}

/** By the code by which a damaged integer is known too. */
export function damagedRow(message: string): Error {
  return Object.assign(new RangeError(message), { code: 'ERR_OUT_OF_RANGE' });
}
