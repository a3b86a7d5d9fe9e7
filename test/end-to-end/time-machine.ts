/*
 * Loaded into the process under test by `node --import`, as libfaketime would be: the program is as it is, the clocks
 * around it are not. Time orders come over the channel to the parent, and are confirmed there.
 */

/**
 * Milliseconds. `elapse` moves everything on, and sleepers with it; `wall` sets the clock on the wall alone. `crash`
 * throws an error with this message where nobody catches it.
 */
export type TimeOrder = { readonly elapse: number } | { readonly wall: number } | { readonly crash: string };

const real = { now: Date.now.bind(Date), monotonic: performance.now.bind(performance), setTimeout };
const moved = { wallMs: 0, monotonicMs: 0 };
const sleepers = new Map<NodeJS.Timeout, () => void>();

// Only what is made without arguments is about now.
globalThis.Date = new Proxy(Date, {
  construct: (target, args: unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [real.now() + moved.wallMs] : args, newTarget) as object,
});
Date.now = () => real.now() + moved.wallMs;
performance.now = () => real.monotonic() + moved.monotonicMs;

/** Whoever sleeps by the program's own clock is woken when time is moved. Sockets keep real time: their peers do. */
function moveableTimeout(work: (...args: unknown[]) => void, ms?: number, ...args: unknown[]): NodeJS.Timeout {
  const timer = real.setTimeout(() => {
    sleepers.delete(timer);
    work(...args);
  }, ms);
  if (new Error().stack?.includes('system-tools')) sleepers.set(timer, () => work(...args));
  return timer;
}
globalThis.setTimeout = Object.assign(moveableTimeout as typeof setTimeout, real.setTimeout);

/** The clock looks how late it is, and sleeps on if it is too early. */
function wakeSleepers(): void {
  const woken = [...sleepers];
  sleepers.clear();
  for (const [timer, wake] of woken) {
    clearTimeout(timer);
    wake();
  }
}

process.on('message', (order: TimeOrder) => {
  if ('crash' in order) throw new Error(order.crash);
  moved.wallMs += 'wall' in order ? order.wall : order.elapse;
  moved.monotonicMs += 'wall' in order ? 0 : order.elapse;
  if ('elapse' in order) wakeSleepers();
  process.send?.('done');
});
process.channel?.unref();
