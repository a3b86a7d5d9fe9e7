import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/host/system-tools.ts';
import { createBelievableDay, createTenantModel, seededRandom } from '../../src/testing/index.ts';
import { type Aftermath, aftermathOf } from './aftermath.ts';
import { finishInPeace } from './finish-in-peace.ts';
import { killPlan } from './kill-plan.ts';
import { type Kill, liveAndDie } from './random-life.ts';
import { openScene } from './scene.ts';
import { type Strikes, troubled } from './strikes.ts';
import { endpointTroubles, tenantTroubles } from './troubles.ts';

export interface RandomKillOptions {
  /** The same seed draws the same data, troubles and plans; when they meet is up to the machine. */
  readonly seed: number;
  readonly kills: number;
  readonly records: { readonly incidents: number; readonly audits: number };
  readonly progress: (kills: readonly Kill[]) => void;
}

export interface RandomKills {
  readonly kills: readonly Kill[];
  readonly strikes: Strikes;
  readonly aftermath: Aftermath;
}

/** How late a record may show; well within the collector's overlap. */
const lateMs = 4000;
/** One thing happens in so many milliseconds, on average. */
const everyMs = 40;

/** Kills one collector again and again while its tenant changes and nothing around it can be relied upon. */
export async function killAtRandom(options: RandomKillOptions, signal: AbortSignal): Promise<RandomKills> {
  const random = seededRandom(options.seed);
  const model = createTenantModel({ seed: options.seed });
  const day = createBelievableDay({ model, seed: options.seed, late: 0.1, lateMs, bulkChanges: 0.002 });
  day.fill(Date.now(), options.records);
  const scene = await openScene(model, { batchSize: 100, exportTimeoutMs: 900 });
  const strikes: Strikes = new Map();
  const changing = new AbortController();
  try {
    scene.tenant.faults.add(troubled({ random, troubles: tenantTroubles, share: 0.08, slowestMs: 40, strikes }));
    scene.endpoint.faults.add(troubled({ random, troubles: endpointTroubles, share: 0.17, slowestMs: 120, strikes }));
    const changes = day.keepChanging(systemClock(), everyMs, AbortSignal.any([changing.signal, signal]));
    const kills: Kill[] = [];
    while (kills.length < options.kills) {
      signal.throwIfAborted();
      kills.push(await liveAndDie(scene, killPlan(random)));
      options.progress(kills);
    }
    scene.tenant.faults.clear();
    scene.endpoint.faults.clear();
    changing.abort();
    await changes;
    // By then everything can be seen.
    await sleep(lateMs, undefined, { signal });
    await finishInPeace(scene);
    return { kills, strikes, aftermath: await aftermathOf(scene) };
  } finally {
    changing.abort();
    await scene.close();
  }
}
