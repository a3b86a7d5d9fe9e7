/** Entries kept in the order of one key, oldest first; equal keys in the order they came. */
export interface SortedIndex<Entry> {
  readonly add: (entry: Entry) => void;
  readonly remove: (entry: Entry) => void;
  /** All entries in order. Valid until the next change. */
  readonly sorted: () => readonly Entry[];
  /** Where the first entry with a key at or above `key` stands. */
  readonly lowerBound: (key: number | string) => number;
  /** Where the first entry with a key above `key` stands. */
  readonly upperBound: (key: number | string) => number;
}

interface Numbered {
  readonly sequence: number;
}

/** Beyond so many changes one sort is cheaper than as many insertions. */
const sortFrom = 64;

export function createSortedIndex<Entry extends Numbered>(
  keyOf: (entry: Entry) => number | string,
): SortedIndex<Entry> {
  let entries: Entry[] = [];
  const added = new Set<Entry>();
  const removed = new Set<Entry>();

  function compare(a: Entry, b: Entry): number {
    const [left, right] = [keyOf(a), keyOf(b)];
    if (left < right) return -1;
    return left > right ? 1 : a.sequence - b.sequence;
  }

  function settle(): void {
    const changes = added.size + removed.size;
    if (changes === 0) return;
    if (changes > sortFrom) {
      // The sort is adaptive: a long sorted run and a short tail cost little more than a merge.
      entries = [...entries.filter((entry) => !removed.has(entry)), ...added].toSorted(compare);
    } else {
      const place = (entry: Entry) => firstIndex(entries, (other) => compare(other, entry) >= 0);
      for (const entry of removed) entries.splice(place(entry), 1);
      for (const entry of added) entries.splice(place(entry), 0, entry);
    }
    added.clear();
    removed.clear();
  }

  return {
    add: (entry) => {
      added.add(entry);
    },
    remove: (entry) => {
      if (!added.delete(entry)) removed.add(entry);
    },
    sorted: () => {
      settle();
      return entries;
    },
    lowerBound: (key) => {
      settle();
      return firstIndex(entries, (entry) => keyOf(entry) >= key);
    },
    upperBound: (key) => {
      settle();
      return firstIndex(entries, (entry) => keyOf(entry) > key);
    },
  };
}

/** Binary search: the first index from which on `holds` is true of all entries. */
function firstIndex<Entry>(entries: readonly Entry[], holds: (entry: Entry) => boolean): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(entries[middle] as Entry)) high = middle;
    else low = middle + 1;
  }
  return low;
}
