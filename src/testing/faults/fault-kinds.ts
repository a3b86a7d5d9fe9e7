import type { Answer } from './answer.ts';
import type { Effect, Fault, FaultCall } from './fault.ts';

const mebibyte = 1024 * 1024;

/** Faults of any HTTP server, and the ways to combine them. All are values: share and nest them freely. */
export const fault = {
  /** Answers with this status (and body and headers), the work not done. */
  status: (status: number, rest: Partial<Omit<Answer, 'status'>> = {}): Fault =>
    always({ kind: 'answer', make: () => ({ status, headers: rest.headers ?? {}, body: rest.body ?? {} }) }),

  /** 429 or 503 with this `Retry-After`: seconds, an HTTP date, or whatever a server may come up with. */
  retryAfter: (value: string, status: 429 | 503 = 429): Fault =>
    fault.status(status, { headers: { 'retry-after': value } }),

  /** These very bytes as the body, said to be JSON: broken JSON, a byte order mark, invalid UTF-8. */
  raw: (bytes: string | Uint8Array, status = 200): Fault =>
    always({ kind: 'stream', head: { status, headers: {} }, chunks: () => [Buffer.from(bytes)], gzip: false }),

  /** A page for people, with status 200 unless told: a portal, a proxy, a sign-in. */
  html: (status = 200): Fault =>
    fault.status(status, {
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: '<!doctype html><title>Sign in</title><h1>Sign in to continue</h1>',
    }),

  redirect: (location: string, status: 301 | 302 | 303 | 307 | 308 = 302): Fault =>
    fault.status(status, { headers: { location, 'content-type': 'text/plain' }, body: 'Moved' }),

  /** The genuine answer, changed: `fault.change((answer) => ({ ...answer, status: 206 }))`. */
  change: (change: (answer: Answer) => Answer): Fault =>
    always({ kind: 'answer', make: (genuine) => change(genuine()) }),

  /** RST before anything is done (`before`), or after the work is done but before a word of the answer (`after`). */
  reset: (when: 'before' | 'after' = 'before'): Fault => always({ kind: 'reset', when }),

  /** Headers and this share of the body, then RST (`reset`) or a quiet end (`close`). */
  cut: (share = 0.5, end: 'reset' | 'close' = 'reset'): Fault => always({ kind: 'cut', share, end }),

  /** Never answers: says nothing, or headers alone. */
  hang: (after: 'nothing' | 'headers' = 'nothing'): Fault => always({ kind: 'hang', after }),

  /** The genuine answer, a byte every `everyMs`. */
  drip: (everyMs: number): Fault => always({ kind: 'drip', everyMs }),

  /** The genuine answer after so many milliseconds; also to a client that has gone meanwhile: its work is done. */
  slow: (ms: number): Fault => always({ kind: 'slow', ms }),

  /** A JSON answer of this many bytes: one long string. */
  huge: (bytes = 50 * mebibyte): Fault =>
    always({ kind: 'stream', head: { status: 200, headers: {} }, chunks: () => padded(bytes), gzip: false }),

  /** As {@link fault.huge}, compressed: 200 MiB are about 200 KiB on the wire. */
  gzipBomb: (bytes = 200 * mebibyte): Fault =>
    always({ kind: 'stream', head: { status: 200, headers: {} }, chunks: () => padded(bytes), gzip: true }),

  /** A JSON answer that never ends. */
  endlessBody: (): Fault =>
    always({ kind: 'stream', head: { status: 200, headers: {} }, chunks: () => padded(Infinity), gzip: false }),

  /** The n-th, 2n-th, 3n-th … call. */
  every: <Call extends FaultCall>(n: number, inner: Fault<Call>): Fault<Call> =>
    counted(inner, (call) => call % n === 0),

  /** Only the n-th call, counted from 1. */
  nth: <Call extends FaultCall>(n: number, inner: Fault<Call>): Fault<Call> => counted(inner, (call) => call === n),

  /** The first `n` calls. */
  first: <Call extends FaultCall>(n: number, inner: Fault<Call>): Fault<Call> => counted(inner, (call) => call <= n),

  /** All calls after the first `n`. */
  after: <Call extends FaultCall>(n: number, inner: Fault<Call>): Fault<Call> => counted(inner, (call) => call > n),

  once: <Call extends FaultCall>(inner: Fault<Call>): Fault<Call> => fault.first(1, inner),

  /** Each call with this probability; `draw` gives numbers in [0, 1), such as `seededRandom(7).fraction`. */
  sometimes: <Call extends FaultCall>(probability: number, draw: () => number, inner: Fault<Call>): Fault<Call> =>
    counted(inner, () => draw() < probability),

  /** The calls for which `predicate` holds; the inner fault counts only these. */
  when:
    <Call extends FaultCall>(predicate: (call: Call) => boolean, inner: Fault<Call>): Fault<Call> =>
    () => {
      const run = inner();
      return (call) => (predicate(call) ? run(call) : undefined);
    },

  /** Calls to this path, or to an endpoint with an id in its path; a trailing slash makes no difference. */
  at: <Call extends FaultCall>(path: string, inner: Fault<Call>): Fault<Call> =>
    fault.when((call) => call.route === path || call.path.replace(/\/$/, '') === path.replace(/\/$/, ''), inner),

  /** The first fault that has something to say decides; all of them see every call. */
  any:
    <Call extends FaultCall>(...inner: readonly Fault<Call>[]): Fault<Call> =>
    () => {
      const runs = inner.map((start) => start());
      return (call) => runs.map((run) => run(call)).find((effect) => effect !== undefined);
    },

  /** One fault a call, in turn: the last one stays in force. */
  inTurn:
    <Call extends FaultCall>(...inner: readonly [Fault<Call>, ...Fault<Call>[]]): Fault<Call> =>
    () => {
      const runs = inner.map((start) => start());
      let next = 0;
      return (call) => {
        const run = runs[Math.min(next, runs.length - 1)];
        next += 1;
        return run?.(call);
      };
    },

  none: (): Fault => () => () => undefined,
} as const;

function always(effect: Effect): Fault {
  return () => () => effect;
}

function counted<Call extends FaultCall>(inner: Fault<Call>, strikes: (call: number) => boolean): Fault<Call> {
  return () => {
    const run = inner();
    let calls = 0;
    return (call) => {
      calls += 1;
      return strikes(calls) ? run(call) : undefined;
    };
  };
}

function* padded(bytes: number): Iterable<Uint8Array> {
  const [opening, closing] = [Buffer.from('{"reply":"'), Buffer.from('"}')];
  const filler = Buffer.alloc(mebibyte, 'A');
  yield opening;
  for (let left = bytes - opening.length - closing.length; left > 0; left -= mebibyte) {
    yield left < mebibyte ? filler.subarray(0, left) : filler;
  }
  yield closing;
}
