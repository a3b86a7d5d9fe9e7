import type { JsonValue, StorageEntry } from '../../contract/index.ts';
import { objectOf, textOf } from '../sources/vendor-values.ts';

/** What was delivered of an incident. */
export interface Delivered {
  /** Uid of the revision whose details were delivered last; undefined while only some of them were. */
  readonly revision: string | undefined;
  /** Marks of the alerts' uids, as they were delivered. */
  readonly alerts: ReadonlySet<string>;
}

/** Of 64 hexadecimal digits of a uid: 66 bits, in 11 letters. */
const markLength = 11;
/** Those of an answer with all alerts it can hold are 11 kB. */
const mostMarks = 1000;

export function markOf(uid: string): string {
  return Buffer.from(uid.slice(0, 18), 'hex').toString('base64url').slice(0, markLength);
}

export function deliveredOf(entry: StorageEntry | undefined): Delivered {
  const stored = objectOf(entry?.value);
  const marks = textOf(stored?.['alerts']) ?? '';
  const alerts = new Set<string>();
  for (let at = 0; at < marks.length; at += markLength) alerts.add(marks.slice(at, at + markLength));
  return { revision: textOf(stored?.['revision']), alerts };
}

/** The last ones count: an answer's own come after what is still known of earlier ones. */
export function valueOf({ revision, alerts }: Delivered): JsonValue {
  return { ...(revision !== undefined && { revision }), alerts: [...alerts].slice(-mostMarks).join('') };
}
