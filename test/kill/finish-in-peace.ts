import { setTimeout as sleep } from 'node:timers/promises';
import type { Scene } from './scene.ts';

const limitMs = 120_000;

/** The life after the last kill: nothing is in its way, and it ends when it has caught up. @throws Error when it does not. */
export async function finishInPeace(scene: Pick<Scene, 'start'>): Promise<void> {
  const collector = scene.start(true);
  const over = new AbortController();
  const late = sleep(limitMs, 'late', { signal: over.signal }).catch(() => 'on time');
  try {
    const end = await Promise.race([collector.ended, late]);
    if (typeof end === 'object' && end.code === 0) return;
    const how =
      typeof end === 'object' ? `ended with ${end.signal ?? end.code}` : `had not caught up after ${limitMs} ms`;
    throw new Error(`The last life ${how}:\n${collector.said()}`);
  } finally {
    over.abort();
    collector.kill();
    await collector.ended;
  }
}
