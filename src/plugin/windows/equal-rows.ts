/** Counts rows that are equal, by their hash. */
export interface EqualRows {
  /** How many equal ones came before. `hash` is hex; of it 64 bits are looked at. */
  before(hash: string): number;
}

const firstSlots = 1024;
/** Fuller than this it becomes slow. */
const mostLoad = 0.7;

/**
 * A table of hashes and counts in flat memory: 12 bytes a slot, 25 MB for the million rows that a result can have. A set of
 * texts would take ten times that.
 */
export function createEqualRows(): EqualRows {
  let table = emptyTable(firstSlots);
  let used = 0;

  function grow(): void {
    const { high, low, counts } = table;
    table = emptyTable(counts.length * 2);
    for (const [slot, count] of counts.entries()) {
      if (count === 0) continue;
      const found = slotOf(table, high[slot] ?? 0, low[slot] ?? 0);
      [table.high[found], table.low[found], table.counts[found]] = [high[slot] ?? 0, low[slot] ?? 0, count];
    }
  }

  return {
    before(hash) {
      const [high, low] = [Number.parseInt(hash.slice(0, 8), 16), Number.parseInt(hash.slice(8, 16), 16)];
      const slot = slotOf(table, high, low);
      const count = table.counts[slot] ?? 0;
      [table.high[slot], table.low[slot], table.counts[slot]] = [high, low, count + 1];
      if (count === 0 && ++used > table.counts.length * mostLoad) grow();
      return count;
    },
  };
}

interface Table {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  /** 0: the slot is free. */
  readonly counts: Uint32Array;
}

function emptyTable(slots: number): Table {
  return { high: new Uint32Array(slots), low: new Uint32Array(slots), counts: new Uint32Array(slots) };
}

/** The slot of a hash, or the free one where it belongs. */
function slotOf({ high, low, counts }: Table, wantedHigh: number, wantedLow: number): number {
  const mask = counts.length - 1;
  let slot = wantedLow & mask;
  while (counts[slot] !== 0 && (high[slot] !== wantedHigh || low[slot] !== wantedLow)) slot = (slot + 1) & mask;
  return slot;
}
