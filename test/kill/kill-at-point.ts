import { createBelievableDay, createTenantModel } from '../../src/testing/index.ts';
import { type Aftermath, aftermathOf } from './aftermath.ts';
import { finishInPeace } from './finish-in-peace.ts';
import type { KillPoint } from './kill-points.ts';
import { openScene, type Scene } from './scene.ts';

/** Enough that every point is reached: some fifteen requests to either peer. */
const records = { incidents: 600, audits: 600 };

/** A first start that is killed at one point, and what is there after the next life. @throws Error when it is not reached. */
export async function killAtPoint(point: KillPoint): Promise<Aftermath> {
  const model = createTenantModel();
  createBelievableDay({ model }).fill(Date.now(), records);
  const scene = await openScene(model, { batchSize: 50, exportTimeoutMs: 10_000 });
  try {
    await dieAt(scene, point);
    await finishInPeace(scene);
    return await aftermathOf(scene);
  } finally {
    await scene.close();
  }
}

async function dieAt(scene: Scene, point: KillPoint): Promise<void> {
  const collector = scene.start(true);
  let left = point.count;
  const stop = scene.wire.listen(({ what, exchange }) => {
    if (what !== point.what || exchange.peer !== point.peer) return;
    left -= 1;
    if (left > 0) return;
    stop();
    if (point.afterMs === 0) collector.kill();
    else setTimeout(() => collector.kill(), point.afterMs);
  });
  const end = await collector.ended;
  stop();
  if (end.signal !== 'SIGKILL') throw new Error(`The collector ended (${end.code}) before it:\n${collector.said()}`);
}
