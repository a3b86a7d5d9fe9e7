import { maxBatchRecords } from '../../src/contract/index.ts';
import type { Checks } from './checks.ts';
import type { PointKill } from './kill-everywhere.ts';

/** What must hold after a kill at each of the points. */
export function checkPoints(kills: readonly PointKill[], wantedPoints: number, checks: Checks): void {
  const failures = kills.flatMap(({ failure }) => failure ?? []);
  const after = kills.flatMap(({ name, aftermath }) => (aftermath ? [{ name, ...aftermath }] : []));
  const told = (of: (kill: (typeof after)[number]) => readonly string[]) =>
    after.flatMap((kill) => of(kill).map((line) => `${kill.name}: ${line}`));
  const wrong = told(({ lost, spurious, confused }) => [...lost, ...spurious, ...confused]);
  const unexcused = told(({ repeats }) => repeats.unexcused);
  const most = Math.max(0, ...after.map(({ repeats }) => repeats.records));
  const repeating = after.filter(({ repeats }) => repeats.records > 0).length;
  checks.check(`${after.length} of ${wantedPoints} points were reached`, after.length === wantedPoints, failures);
  checks.check(`lost, spurious or confused at any point: ${wrong.length}`, wrong.length === 0, wrong);
  checks.check(
    `repeats that were not in the last batch of a killed life: ${unexcused.length}`,
    unexcused.length === 0,
    unexcused,
  );
  checks.check(
    `${repeating} kills repeated records, none more than ${most} (two connectors, a batch each)`,
    repeating > 0 && most <= 2 * maxBatchRecords,
  );
}
