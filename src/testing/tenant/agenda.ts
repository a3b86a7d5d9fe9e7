/** Things that are to happen at given moments, in the order of the moments; at one moment, in the order noted. */
export interface Agenda<Thing> {
  add(atMs: number, thing: Thing): void;
  /** Takes out what is due at `nowMs`. */
  due(nowMs: number): readonly Thing[];
}

export function createAgenda<Thing>(): Agenda<Thing> {
  let waiting: { readonly atMs: number; readonly thing: Thing }[] = [];
  // Asked at every request, mostly in vain: this keeps that free.
  let nextMs = Infinity;

  return {
    add: (atMs, thing) => {
      waiting.push({ atMs, thing });
      nextMs = Math.min(nextMs, atMs);
    },
    due: (nowMs) => {
      if (nowMs < nextMs) return [];
      const due = waiting.filter((entry) => entry.atMs <= nowMs).toSorted((a, b) => a.atMs - b.atMs);
      waiting = waiting.filter((entry) => entry.atMs > nowMs);
      nextMs = waiting.reduce((least, entry) => Math.min(least, entry.atMs), Infinity);
      return due.map((entry) => entry.thing);
    },
  };
}
