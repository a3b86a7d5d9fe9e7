import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

/*
 * Loaded into the process under test by `node --import`, as libfaketime would be: the program is as it is, the clocks
 * around it are not. Time orders come over the channel to the parent, and are confirmed there.
 */

/** Milliseconds. `elapse` moves everything on, and sleepers with it; `wall` sets the clock on the wall alone. */
export type TimeOrder = { readonly elapse: number } | { readonly wall: number } | { readonly crash: string };

const real = { now: Date.now.bind(Date), monotonic: performance.now.bind(performance), sleep: timers.setTimeout };
const moved = { wallMs: 0, monotonicMs: 0 };
const sleepers = new Set<() => void>();

const RealDate = Date;
// Only what is asked without arguments is about now.
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: [], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [real.now() + moved.wallMs] : args, newTarget) as object,
});
Date.now = () => real.now() + moved.wallMs;
performance.now = () => real.monotonic() + moved.monotonicMs;

/** Ends early when time is moved: whoever sleeps looks at the clock, and sleeps on if it is too early. */
timers.setTimeout = async (ms, value, options = {}) => {
  const woken = new AbortController();
  const wake = () => woken.abort();
  sleepers.add(wake);
  try {
    const signals = [woken.signal, ...(options.signal ? [options.signal] : [])];
    return await real.sleep(ms, value, { ...options, signal: AbortSignal.any(signals) });
  } catch (error) {
    if (woken.signal.aborted && !options.signal?.aborted) return value as never;
    throw error;
  } finally {
    sleepers.delete(wake);
  }
};
syncBuiltinESMExports();

process.on('message', (order: TimeOrder) => {
  if ('crash' in order) throw new Error(order.crash);
  if ('wall' in order) moved.wallMs += order.wall;
  else {
    moved.wallMs += order.elapse;
    moved.monotonicMs += order.elapse;
    for (const wake of sleepers) wake();
  }
  process.send?.('done');
});
process.channel?.unref();
