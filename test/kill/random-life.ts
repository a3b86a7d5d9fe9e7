import { setTimeout as sleep } from 'node:timers/promises';
import type { Collector } from './collector.ts';
import { isAim, type KillPlan, latestMs } from './kill-plan.ts';
import { type Phase, phaseAt } from './phase.ts';
import type { Scene } from './scene.ts';
import type { Wire, WireEvent } from './wire.ts';

/** How a life was ended. */
export interface Kill {
  readonly phase: Phase;
  /** After its first request to the tenant, milliseconds. */
  readonly atMs: number;
}

/** A collector that has not asked the tenant by then will not. */
const startLimitMs = 60_000;

/** Lets a collector live as long as the plan says. @throws Error when it ends by itself, or asks nothing. */
export async function liveAndDie(scene: Pick<Scene, 'start' | 'wire'>, plan: KillPlan): Promise<Kill> {
  const { wire } = scene;
  const over = new AbortController();
  const firstRequest = nextEvent(wire, isFirst, over.signal);
  const collector = scene.start(false);
  const early = endedByItself(collector);
  try {
    const begunMs = await Promise.race([firstRequest, early, tooLate(collector, over.signal)]);
    await Promise.race([rightMoment(wire, plan, over.signal), early]);
    const nowMs = performance.now();
    const phase = phaseAt(wire, nowMs);
    collector.kill();
    return { phase, atMs: nowMs - begunMs };
  } finally {
    over.abort();
    collector.kill();
    await collector.ended;
  }
}

const isFirst = ({ what, exchange }: WireEvent) => what === 'request' && exchange.peer === 'tenant';

async function rightMoment(wire: Wire, plan: KillPlan, signal: AbortSignal): Promise<void> {
  await sleep(plan.fromMs, undefined, { signal });
  if (plan.aim === 'time') return;
  const aimed = nextEvent(wire, (event) => isAim(plan, event), signal);
  await Promise.race([aimed, sleep(latestMs - plan.afterMs - plan.fromMs, undefined, { signal })]);
  if (plan.afterMs > 0) await sleep(plan.afterMs, undefined, { signal });
}

/** Resolves to the time of the first event that is wanted, monotonic milliseconds. */
async function nextEvent(wire: Wire, wanted: (event: WireEvent) => boolean, signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    const stop = wire.listen((event) => {
      if (!wanted(event)) return;
      stop();
      resolve(performance.now());
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}

async function endedByItself(collector: Collector): Promise<never> {
  const { code, signal } = await collector.ended;
  throw new Error(`The collector ended by itself (${signal ?? code}):\n${collector.said()}`);
}

async function tooLate(collector: Collector, signal: AbortSignal): Promise<never> {
  await sleep(startLimitMs, undefined, { signal });
  throw new Error(`The collector asked nothing within ${startLimitMs} ms:\n${collector.said()}`);
}
