import { holdMs } from './command-journal.ts';

/* Conditions on rows of the journal, in SQL; `$now` is epoch milliseconds. */

/** An audit record of it is to be delivered, once nobody holds it. */
export const isDue = '(start_settled = 0 OR (end_settled = 0 AND (ended IS NOT NULL OR lost_settled = 0)))';
/** Somebody is about to see to it. A time further away than anybody is given has been written by a clock that was wrong: it holds nothing. */
export const isHeld = `(held_until > $now AND held_until <= $now + ${holdMs})`;
