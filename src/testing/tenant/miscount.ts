import type { JsonObject } from '../faults/answer.ts';
import type { Version } from './record-list.ts';
import type { Watcher } from './sight.ts';

/** By how much a count is wrong: what is counted without being shown, and shown without being counted. */
export interface Miscount {
  /** Told of what the rows show. */
  readonly rows: Watcher;
  /** Told of what the counts have. */
  readonly counts: Watcher;
  /** What to add to the number of shown records that pass, so that it is the one the tenant claims. */
  of(passes: (record: JsonObject) => boolean): number;
}

export function createMiscount(): Miscount {
  const countedOnly = new Set<Version>();
  const shownOnly = new Set<Version>();
  // A version enters one of the sets when one of the two has it, and leaves when the other one has followed.
  const move = (from: Set<Version>, to: Set<Version>) => (version: Version) => {
    if (!from.delete(version)) to.add(version);
  };

  return {
    rows: { shown: move(countedOnly, shownOnly), hidden: move(shownOnly, countedOnly) },
    counts: { shown: move(shownOnly, countedOnly), hidden: move(countedOnly, shownOnly) },
    of: (passes) => passing(countedOnly, passes) - passing(shownOnly, passes),
  };
}

function passing(versions: ReadonlySet<Version>, passes: (record: JsonObject) => boolean): number {
  return [...versions].filter(({ record }) => passes(record)).length;
}
