import type { Aftermath } from './aftermath.ts';
import { killAtPoint } from './kill-at-point.ts';
import { type KillPoint, pointName } from './kill-points.ts';

/** What came of a kill at a point: what is there afterwards, or why the point was not reached. */
export interface PointKill {
  readonly name: string;
  readonly aftermath?: Aftermath;
  readonly failure?: string;
}

export interface EverywhereOptions {
  readonly points: readonly KillPoint[];
  /** How many at a time. */
  readonly parallel: number;
}

/** Kills a collector of its own at each of the points. */
export async function killEverywhere(
  { points, parallel }: EverywhereOptions,
  signal: AbortSignal,
): Promise<readonly PointKill[]> {
  const waiting = [...points];
  const done: PointKill[] = [];
  async function work(): Promise<void> {
    for (let point = waiting.shift(); point && !signal.aborted; point = waiting.shift()) {
      const name = pointName(point);
      try {
        done.push({ name, aftermath: await killAtPoint(point) });
      } catch (error) {
        done.push({ name, failure: `${name}: ${error instanceof Error ? error.message : String(error)}` });
      }
    }
  }
  await Promise.all(Array.from({ length: parallel }, work));
  signal.throwIfAborted();
  return done;
}
