import { ConnectorError } from '../../contract/index.ts';

/** The least that has to come in so much time of waiting. */
export interface Pace {
  readonly bytes: number;
  readonly ms: number;
}

/** Slower than any line; a piece now and then would keep a body of megabytes open for years. */
const leastPace: Pace = { bytes: 64 * 1024, ms: 300_000 };

/**
 * Pieces of a body of any length, for as long as they keep coming. What their reader takes counts for nothing. Real time:
 * it watches real sockets. @throws ConnectorError `unavailable`, code `NET-102`, when they only drip.
 */
export async function* steadyBody(body: AsyncIterable<Buffer>, pace: Pace = leastPace): AsyncGenerator<Buffer> {
  let [waitedMs, bytes, askedMs] = [0, 0, performance.now()];
  for await (const piece of body) {
    waitedMs += performance.now() - askedMs;
    bytes += piece.length;
    if (waitedMs >= pace.ms) {
      if (bytes < pace.bytes) throw dripping(pace);
      [waitedMs, bytes] = [0, 0];
    }
    yield piece;
    askedMs = performance.now();
  }
}

function dripping({ bytes, ms }: Pace): ConnectorError {
  const pace = `${Math.ceil(bytes / 1024)} KiB in ${Math.ceil(ms / 60_000)} minutes`;
  return new ConnectorError('unavailable', `the answer comes at less than ${pace}, and is not read on`, {
    code: 'NET-102',
    remedy: 'Try again; if it lasts, look for a proxy that holds up long answers.',
  });
}
