const fewestSamples = 3;
const memoryMs = 120_000;

/** Estimates when a share that grows reaches 1, from how it grew over the last two minutes. */
export interface HistoryEta {
  note(ratio: number, elapsedMs: number): void;
  /** Milliseconds left; undefined while there is too little to go by. */
  leftMs(): number | undefined;
}

export function createHistoryEta(): HistoryEta {
  let samples: { readonly ratio: number; readonly elapsedMs: number }[] = [];
  return {
    note(ratio, elapsedMs) {
      samples = [...samples.filter((sample) => sample.elapsedMs > elapsedMs - memoryMs), { ratio, elapsedMs }];
      // Plenty, however fast pages come. At this length the newest is among those that stay.
      if (samples.length > 200) samples = samples.filter((_, index) => index % 2 === 0);
    },
    leftMs() {
      const [first, last] = [samples[0], samples.at(-1)];
      if (!first || !last || samples.length < fewestSamples || last.ratio <= first.ratio) return undefined;
      return ((1 - last.ratio) * (last.elapsedMs - first.elapsedMs)) / (last.ratio - first.ratio);
    },
  };
}
