/**
 * What was delivered at or after some time: 64 bits of each record's id with the record's time. Kept so that what is
 * read again is not delivered again; encoded into the checkpoint as base64 of runs of equal times.
 */
export interface Seen {
  readonly size: number;
  has(uid: string): boolean;
  add(uid: string, timeMs: number): void;
  /** Forgets everything before `timeMs`. */
  dropBefore(timeMs: number): void;
  drop(uids: Iterable<string>): void;
  /**
   * Forgets the oldest times, whole milliseconds at once and nothing at or after `protectedMs`, until at most `bound`
   * are held. Returns the time from which everything delivered is still remembered; undefined when nothing was forgotten.
   */
  shrinkTo(bound: number, protectedMs: number): number | undefined;
  encode(): string;
}

const idBytes = 8;
const idDigits = idBytes * 2;

export function createSeen(encoded = ''): Seen {
  const times = decode(encoded);
  const dropWhere = (leave: (timeMs: number) => boolean): void => {
    for (const [id, timeMs] of times) if (leave(timeMs)) times.delete(id);
  };
  return {
    get size() {
      return times.size;
    },
    has: (uid) => times.has(uid.slice(0, idDigits)),
    add: (uid, timeMs) => void times.set(uid.slice(0, idDigits), Math.max(0, timeMs)),
    dropBefore: (limitMs) => dropWhere((timeMs) => timeMs < limitMs),
    drop(uids) {
      for (const uid of uids) times.delete(uid.slice(0, idDigits));
    },
    shrinkTo(bound, protectedMs) {
      if (times.size <= bound) return undefined;
      const oldestFirst = [...times.values()].toSorted((a, b) => a - b);
      const wanted = oldestFirst[times.size - bound - 1] ?? 0;
      const limitMs = Math.min(wanted + 1, protectedMs);
      if ((oldestFirst[0] ?? limitMs) >= limitMs) return undefined;
      dropWhere((timeMs) => timeMs < limitMs);
      return limitMs;
    },
    encode: () => encode(times),
  };
}

/** Runs of `[milliseconds since the run before, how many ids, ids…]`, oldest first, numbers as LEB128. */
function encode(times: ReadonlyMap<string, number>): string {
  const byTime = new Map<number, string[]>();
  for (const [id, timeMs] of times) {
    const run = byTime.get(timeMs);
    if (run) run.push(id);
    else byTime.set(timeMs, [id]);
  }
  const bytes: number[] = [];
  const runs: Buffer[] = [];
  let before = 0;
  for (const [timeMs, ids] of [...byTime].toSorted(([a], [b]) => a - b)) {
    bytes.length = 0;
    pushNumber(bytes, timeMs - before);
    pushNumber(bytes, ids.length);
    runs.push(Buffer.from(bytes), Buffer.from(ids.join(''), 'hex'));
    before = timeMs;
  }
  return Buffer.concat(runs).toString('base64');
}

function decode(encoded: string): Map<string, number> {
  const times = new Map<string, number>();
  const bytes = Buffer.from(encoded, 'base64');
  let at = 0;
  let timeMs = 0;
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    timeMs += number();
    for (let left = number(); left > 0; left--, at += idBytes) {
      times.set(bytes.toString('hex', at, at + idBytes), timeMs);
    }
  }
  return times;
}

function pushNumber(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}
